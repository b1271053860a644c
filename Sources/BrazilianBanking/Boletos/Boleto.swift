/// Who issues a boleto.
public enum BoletoKind: UInt8, Sendable {
  /// A bank, for a charge: 47 digits.
  case bank
  /// A utility or the state, through collection agreements (FEBRABAN "arrecadação"): 48 digits.
  case collection
}

/// A boleto as its number tells it.
public struct Boleto: Hashable, Sendable {
  /// Who issues it.
  public let kind: BoletoKind
  /// 44 digits.
  public let barCode: String
  /// The digits that people type: 47 of a bank's, 48 of a collection's, without mask.
  public let digitableLine: String
  /// The issuing bank's COMPE code; nil for collections.
  public let bank: UInt16?
  /// What is to be paid, in cents; nil when the number leaves it open.
  public let amountInCents: Int?
  /// Days since the base of an era, 1…9999; nil when the number names no due date. A factor is of two
  /// eras, see ``dueDates``.
  public let dueFactor: Int?

  /// The days that the due factor can mean, the earlier one first; empty without one.
  ///
  /// The factor counts from 1997-10-07. 9999 was 2025-02-21; on 2025-02-22 it began again at 1000
  /// (FEBRABAN, Fator de Vencimento), so that factors from 1000 mean a day of either era.
  public var dueDates: [CalendarDate] {
    guard let dueFactor else { return [] }
    let bases =
      dueFactor >= DueFactor.first ? [DueFactor.base, DueFactor.secondBase] : [DueFactor.base]
    return bases.compactMap { CalendarDate(daysSince1970: $0 + dueFactor) }
  }

  /// The one of ``dueDates`` that is nearer to the day on which the boleto was issued; nil without
  /// due date.
  public func dueDate(issuedOn day: CalendarDate) -> CalendarDate? {
    dueDates.min {
      abs($0.daysSince1970 - day.daysSince1970) < abs($1.daysSince1970 - day.daysSince1970)
    }
  }

  /// Where the number does not say what was asked for; empty when it says it.
  ///
  /// - Parameters:
  ///   - amountInCents: what the charge is for.
  ///   - dueDate: when it is due; nil where the charge has no such day.
  public func disagreements(
    amountInCents: Int, dueDate: CalendarDate?
  ) -> BoletoDisagreements {
    var found: BoletoDisagreements = []
    if self.amountInCents != amountInCents { found.insert(.amount) }
    if let dueDate, !dueDates.contains(dueDate) { found.insert(.dueDate) }
    return found
  }
}

/// What a boleto says otherwise than the charge that it was made for.
public struct BoletoDisagreements: OptionSet, Hashable, Sendable {
  /// The bits of the set.
  public let rawValue: UInt8

  /// Makes a set of the given bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Another amount, or none.
  public static let amount = BoletoDisagreements(rawValue: 1 << 0)
  /// Another due date, or none.
  public static let dueDate = BoletoDisagreements(rawValue: 1 << 1)
}

/// Why a text is no boleto.
public enum BoletoFault: UInt8, CaseIterable, Sendable {
  /// Nothing but blanks or mask characters.
  case empty
  /// A character that the number of a boleto does not have.
  case characters
  /// Neither 44 digits, nor 47 of a bank's boleto, nor 48 of a collection's that begins with 8.
  case length
  /// The check digit of one of the line's blocks does not fit: a typing error in this block.
  case blockDigit
  /// The check digit over the whole bar code does not fit.
  case checkDigit
}

/// What ``readBoleto(_:)`` found in a text.
public struct BoletoReading: Hashable, Sendable {
  /// The boleto; nil when there is a ``fault``.
  public let boleto: Boleto?
  /// Why there is no boleto; nil when there is one.
  public let fault: BoletoFault?
  /// The first block whose digit does not fit, 1…4; nil for any other fault.
  public let block: Int?

  static func failed(_ fault: BoletoFault, block: Int? = nil) -> Self {
    Self(boleto: nil, fault: fault, block: block)
  }
}

/// Reads a digitable line or a bar code, with or without the mask between its blocks.
///
/// Sources: FEBRABAN, "Layout padrão de arrecadação" (collections); Banco Central, Carta-Circular 2.926
/// (banks' boletos). No text is judged by a bank's list: a new bank's boleto is read too.
///
/// - Parameter text: UTF-8 bytes of the field.
public func readBoleto(_ text: Span<UInt8>) -> BoletoReading {
  var digits: [UInt8] = []
  var index = 0
  while index < text.count {
    let byte = text[index]
    let masked = byte == 0x2F ? 0 : ignorableLength(text, at: index)
    if byte &- 0x30 <= 9 {
      guard digits.count < 48 else { return .failed(.length) }
      digits.append(byte &- 0x30)
    } else if masked == 0 {
      return .failed(.characters)
    }
    index += max(masked, 1)
  }
  if digits.isEmpty { return .failed(.empty) }
  let isCollection = digits[0] == 8
  switch digits.count {
  case 44:
    return isCollection ? CollectionBoleto.read(barCode: digits) : BankBoleto.read(barCode: digits)
  case 47 where !isCollection: return BankBoleto.read(line: digits)
  case 48 where isCollection: return CollectionBoleto.read(line: digits)
  default: return .failed(.length)
  }
}

/// The due factor's two eras, see ``Boleto/dueDates``.
enum DueFactor {
  /// 1997-10-07, as days since 1970-01-01.
  static let base = 10_141
  /// 2022-05-29: the second era's factor 1000 is 2025-02-22.
  static let secondBase = 19_141
  /// With which the factor began in 2000, and again in 2025.
  static let first = 1000
}

func text(of digits: some Sequence<UInt8>) -> String {
  String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
}

func number(of digits: some Sequence<UInt8>) -> Int {
  digits.reduce(0) { $0 * 10 + Int($1) }
}
