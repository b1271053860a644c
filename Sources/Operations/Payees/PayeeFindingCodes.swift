package import BulkEngine

/// What can be wrong with a payee and where the money goes.
extension FindingCode {
  // Documents.
  package static let checkDigit = FindingCode(ofOperation: 0)
  package static let repeatedDigits = FindingCode(ofOperation: 1)
  // Bank, branch, account.
  package static let unknownBank = FindingCode(ofOperation: 2, .warning)
  package static let noSuchBank = FindingCode(ofOperation: 3)
  package static let legacyBank = FindingCode(ofOperation: 4, .warning)
  package static let zeros = FindingCode(ofOperation: 5)
  package static let gluedDigit = FindingCode(ofOperation: 6)
  package static let unexpectedBranch = FindingCode(ofOperation: 7, .warning)
  package static let digitUnverified = FindingCode(ofOperation: 8, .warning)
  package static let digitIgnored = FindingCode(ofOperation: 9, .warning)
  package static let zeroForLetter = FindingCode(ofOperation: 10, .warning)
  package static let digitConflict = FindingCode(ofOperation: 11)
  package static let operationConflict = FindingCode(ofOperation: 12)
  package static let branchNeeded = FindingCode(ofOperation: 13, .warning)
  package static let otherOperation = FindingCode(ofOperation: 14, .warning)
  package static let unlistedOperation = FindingCode(ofOperation: 15, .warning)
  // Account type, amount, Pix key.
  package static let accountTypeUnknown = FindingCode(ofOperation: 16)
  package static let accountTypeAssumed = FindingCode(ofOperation: 17, .warning)
  package static let accountTypeOther = FindingCode(ofOperation: 18, .warning)
  package static let amountRange = FindingCode(ofOperation: 19)
  package static let pixKeyInvalid = FindingCode(ofOperation: 20, .warning)
  // Codes that show who the payee is, see ``CodeTrace``.
  package static let codeIsDocument = FindingCode(ofOperation: 21)
  package static let codeIsAccount = FindingCode(ofOperation: 22)
  package static let codeMayBeAccount = FindingCode(ofOperation: 23, .warning)
  package static let codeIsName = FindingCode(ofOperation: 24)
  package static let codeHasName = FindingCode(ofOperation: 25, .warning)
  // Repetitions.
  package static let duplicatePayee = FindingCode(ofOperation: 26)
  package static let repeatedPayee = FindingCode(ofOperation: 27, .warning)
  package static let sameAccountOtherDocument = FindingCode(ofOperation: 28, .warning)
  // Repairs.
  package static let upperCased = FindingCode(ofOperation: 29, .repair)
  package static let digitSplit = FindingCode(ofOperation: 30, .repair)
  package static let operationKept = FindingCode(ofOperation: 31, .repair)
  package static let bankCodeExtracted = FindingCode(ofOperation: 32, .repair)
  package static let bankFoundByISPB = FindingCode(ofOperation: 33, .repair)
  package static let bankFoundByName = FindingCode(ofOperation: 34, .repair)
  // An account with its branch in front.
  package static let branchInside = FindingCode(ofOperation: 35)
  // What stands in a bank's, a branch's or an account's cell instead.
  package static let bankLength = FindingCode(ofOperation: 40)
  package static let bankZeros = FindingCode(ofOperation: 41)
  package static let unlistedISPB = FindingCode(ofOperation: 42)
  package static let separators = FindingCode(ofOperation: 43)
  package static let zeroOrDigit = FindingCode(ofOperation: 44)
  package static let digitBeside = FindingCode(ofOperation: 45)
  package static let operationOfOtherType = FindingCode(ofOperation: 46, .warning)
  package static let nameIsNone = FindingCode(ofOperation: 47, .warning)
  package static let separatorsDropped = FindingCode(ofOperation: 48, .repair)
  package static let branchDropped = FindingCode(ofOperation: 49, .repair)
  package static let zerosDropped = FindingCode(ofOperation: 50, .repair)
  // Codes that show another payee, see ``OthersInCodes``.
  package static let codeMayBeDocument = FindingCode(ofOperation: 37, .warning)
  package static let codeMayBeName = FindingCode(ofOperation: 38, .warning)
  // What earlier runs know of the payee.
  package static let accountChanged = FindingCode(ofOperation: 60, .warning)
  package static let accountShared = FindingCode(ofOperation: 61, .warning)
}
