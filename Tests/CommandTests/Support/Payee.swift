import QualificaTestKit

/// An invented person with an account whose digits are right.
struct Payee: Sendable, Equatable {
  var code: String
  var name: String
  var document: String
  var bank: String
  var branch: String
  var branchDigit: String
  var account: String
  var accountDigit: String
  var accountType: String
  var amount: String

  static let columns = [
    "custom_code", "name", "document", "bank_code", "bank_branch", "bank_branch_digit", "account",
    "account_digit", "account_type", "amount",
  ]

  var cells: [String] {
    [
      code, name, document, bank, branch, branchDigit, account, accountDigit, accountType, amount,
    ]
  }

  /// The payee as one of the simulator's own, whose outcome the last word of the name decides.
  func ending(_ outcome: TestOutcome) -> Payee {
    var payee = self
    payee.name += " \(outcome.rawValue)"
    return payee
  }

  /// The payee with the last digit of the account moved on by `step`, and the check digit to it.
  func withAccountMoved(by step: Int) -> Payee {
    var payee = self
    let last = account.last?.wholeNumberValue ?? 0
    payee.account = account.dropLast() + String((last + step) % 10)
    payee.accountDigit = payee.rightAccountDigit
    return payee
  }

  /// The payee with a document that no rule takes.
  func withWrongDocument() -> Payee {
    var payee = self
    payee.document = payee.document.dropLast() + (payee.document.last == "0" ? "1" : "0")
    return payee
  }

  private var rightAccountDigit: String {
    let number = Self.digits(account)
    return switch bank {
    case "001": PayeeDigits.bancoDoBrasil(number)
    case "237": PayeeDigits.bradescoAccount(number)
    default: PayeeDigits.itau(Self.digits(branch), number)
    }
  }

  private static func digits(_ text: String) -> [Int] { text.compactMap(\.wholeNumberValue) }

  // MARK: Generation

  /// As many people as wanted, the same for the same seed.
  static func people(_ count: Int, seed: UInt64) -> [Payee] {
    var dice = Dice(seed: seed)
    return (1...count).map { person($0, &dice) }
  }

  private static func person(_ number: Int, _ dice: inout Dice) -> Payee {
    let bank = dice.pick(["001", "237", "341"])
    let branch = dice.digits(4)
    var account = dice.digits(bank == "001" ? 8 : bank == "237" ? 7 : 5)
    // A leading zero is a matter of its own.
    account[0] = max(1, account[0])
    let document = dice.digits(9)
    var payee = Payee(
      code: "p\(seedText(dice.seed))-\(1000 + number)",
      name: "\(dice.pick(firstNames)) \(dice.pick(middleNames)) \(dice.pick(lastNames))",
      document: (document + PayeeDigits.cpf(document)).map(String.init).joined(), bank: bank,
      branch: branch.map(String.init).joined(), branchDigit: "",
      account: account.map(String.init).joined(), accountDigit: "",
      accountType: dice.pick(["CHECKING", "SAVINGS"]),
      amount: "\(1000 + dice.next() % 9000).\(10 + dice.next() % 90)")
    if bank == "001" { payee.branchDigit = PayeeDigits.bancoDoBrasil(branch) }
    if bank == "237" { payee.branchDigit = PayeeDigits.bradescoBranch(branch) }
    payee.accountDigit = payee.rightAccountDigit
    return payee
  }

  private static func seedText(_ seed: UInt64) -> String { String(seed, radix: 36) }

  private static let firstNames = [
    "Aurélia", "Benedito", "Cândida", "Durval", "Eulália", "Firmino",
  ]
  private static let middleNames = ["Exemplo", "Fictícia", "Inventado", "Amostra", "Hipotética"]
  private static let lastNames = ["Quaresma", "Zuquim", "Vilhena", "Xisto", "Ubatuba", "Tibiriçá"]
}

/// The last words of names that the simulator knows an outcome for.
enum TestOutcome: String {
  case invalid = "T81"
  case notVerifiable = "T82"
  case awaitingBalance = "T83"
  case undocumentedStatus = "T85"
  case refused = "T86"
  case serviceChanged = "T87"
}

/// Chance that remembers its seed, for files whose names and codes derive from it.
struct Dice: RandomNumberGenerator {
  let seed: UInt64
  private var generator: SeededGenerator

  init(seed: UInt64) {
    self.seed = seed
    generator = SeededGenerator(seed: seed)
  }

  mutating func next() -> UInt64 { generator.next() }

  mutating func pick(_ choices: [String]) -> String {
    choices[Int(next() % UInt64(choices.count))]
  }

  mutating func digits(_ count: Int) -> [Int] {
    var digits = (0..<count).map { _ in Int(next() % 10) }
    // One digit repeated is never issued as a document.
    if Set(digits).count == 1 { digits[0] = (digits[0] + 1) % 10 }
    return digits
  }
}
