/// Bar code and digitable line of a boleto, made by the rules of Brazilian banks: own code, so that a
/// client that reads them is judged by somebody else.
struct BoletoCode: Equatable {
  /// 44 digits.
  let barCode: String
  /// 47 digits.
  let digitableLine: String

  /// An invented account at a bank that issues boletos.
  private static let bank = "237"
  private static let branch = "1234"
  private static let wallet = "09"
  private static let account = "0045678"
  private static let currency = "9"

  /// 1997-10-07, from which factors count up to 9999 on 2025-02-21.
  private static let firstBase = 10_141
  /// The next day has 1000 again.
  private static let secondBase = firstBase + 9000

  /// - Parameters:
  ///   - dueDay: days since 1970-01-01.
  ///   - ourNumber: eleven digits.
  init(amountInCents: Int, dueDay: Int, ourNumber: String) {
    let factor =
      dueDay - Self.firstBase <= 9999 ? dueDay - Self.firstBase : dueDay - Self.secondBase
    let value = factor.zeroPadded(to: 4) + amountInCents.zeroPadded(to: 10)
    let free = Self.branch + Self.wallet + ourNumber + Self.account + "0"
    let digit = Self.modulo11(Self.bank + Self.currency + value + free)
    barCode = Self.bank + Self.currency + digit + value + free
    let blocks = [
      Self.bank + Self.currency + free.prefix(5), String(free.dropFirst(5).prefix(10)),
      String(free.dropFirst(15)),
    ]
    digitableLine = blocks.map { $0 + Self.modulo10($0) }.joined() + digit + value
  }

  /// Weights 2 to 9 from the right; a rest of 0, 1 or 10 gives 1.
  private static func modulo11(_ digits: String) -> String {
    var sum = 0
    for (place, digit) in digits.reversed().enumerated() {
      sum += (digit.wholeNumberValue ?? 0) * (2 + place % 8)
    }
    let digit = 11 - sum % 11
    return String(digit > 9 ? 1 : digit)
  }

  /// Weights 2 and 1 from the right, digits of the products added.
  private static func modulo10(_ digits: String) -> String {
    var sum = 0
    for (place, digit) in digits.reversed().enumerated() {
      let product = (digit.wholeNumberValue ?? 0) * (2 - place % 2)
      sum += product / 10 + product % 10
    }
    return String((10 - sum % 10) % 10)
  }
}

/// The copy-and-paste text of a Pix (BR Code of the central bank: EMV fields and a CRC).
enum PixCode {
  static func text(key: String, amountInCents: Int) -> String {
    let location = field(0, "br.gov.bcb.pix") + field(25, "pix.example.org/qr/\(key.prefix(32))")
    let amount = "\(amountInCents / 100).\((amountInCents % 100).zeroPadded(to: 2))"
    let fields =
      field(0, "01") + field(1, "12") + field(26, location) + field(52, "0000") + field(53, "986")
      + field(54, amount) + field(58, "BR") + field(59, "SIMULADOR") + field(60, "CURITIBA")
      + field(62, field(5, "***")) + "6304"
    return fields + checksum(fields)
  }

  private static func field(_ number: Int, _ value: String) -> String {
    number.zeroPadded(to: 2) + value.utf8.count.zeroPadded(to: 2) + value
  }

  /// CRC-16/CCITT with the initial value FFFF, four capitals.
  private static func checksum(_ text: String) -> String {
    var crc: UInt16 = 0xFFFF
    for byte in text.utf8 {
      crc ^= UInt16(byte) << 8
      for _ in 0..<8 { crc = crc & 0x8000 == 0 ? crc << 1 : crc << 1 ^ 0x1021 }
    }
    return crc.zeroPadded(to: 4, radix: 16).uppercased()
  }
}
