/// The repairs made while a field was read; each has a stable code for reports.
///
/// Removing the mask (`.`, `-`, `/`, blanks) of a document is not a repair: it is the normal way to write
/// one. What is taken out of a branch or account is.
public struct Repairs: OptionSet, Hashable, Sendable {
  /// The bits of the set.
  public let rawValue: UInt16

  /// Makes a set of the given bits.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Leading zeros a spreadsheet had dropped were put back.
  public static let zerosRestored = Repairs(rawValue: 1 << 0)
  /// Lower-case letters were raised: a CNPJ with letters, a digit `x` or `p`.
  public static let upperCased = Repairs(rawValue: 1 << 1)
  /// The check digit was split from the number it was written with (`38219-7`).
  public static let digitSplit = Repairs(rawValue: 1 << 2)
  /// Caixa's operation, written in front of the account, was recognised and kept.
  public static let operationKept = Repairs(rawValue: 1 << 3)
  /// The bank code was taken from a text such as `341 - Itaú`.
  public static let bankCodeExtracted = Repairs(rawValue: 1 << 4)
  /// The bank was found by its ISPB.
  public static let bankFoundByISPB = Repairs(rawValue: 1 << 5)
  /// The bank was found by its exact name.
  public static let bankFoundByName = Repairs(rawValue: 1 << 6)
  /// `+55` was put in front of a telephone number.
  public static let countryCodeAdded = Repairs(rawValue: 1 << 7)
  /// Upper-case letters of an e-mail or random key were lowered.
  public static let lowerCased = Repairs(rawValue: 1 << 8)
  /// Dots, blanks or a last hyphen were taken out of a branch or account (`12.345`).
  public static let separatorsDropped = Repairs(rawValue: 1 << 9)
  /// The branch, written in front of the account as well, was taken off.
  public static let branchDropped = Repairs(rawValue: 1 << 10)
  /// Zeros were taken off that filled a number up to a fixed width.
  public static let zerosDropped = Repairs(rawValue: 1 << 11)

  /// Every repair with its stable code, in the order reports list them.
  public static let all: [(repair: Repairs, code: String)] = [
    (.zerosRestored, "zeros_restored"), (.upperCased, "upper_cased"),
    (.digitSplit, "digit_split"), (.operationKept, "operation_kept"),
    (.bankCodeExtracted, "bank_code_extracted"), (.bankFoundByISPB, "bank_found_by_ispb"),
    (.bankFoundByName, "bank_found_by_name"), (.countryCodeAdded, "country_code_added"),
    (.lowerCased, "lower_cased"), (.separatorsDropped, "separators_dropped"),
    (.branchDropped, "branch_dropped"), (.zerosDropped, "zeros_dropped"),
  ]

  /// The stable codes of the repairs in the set.
  public var codes: [String] { Self.all.filter { contains($0.repair) }.map(\.code) }
}
