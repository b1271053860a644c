import Crypto
import Foundation

/// Codes of an authenticator app: TOTP (RFC 6238) of HMAC-SHA-1, a new one every thirty seconds.
struct TimeCode: Sendable {
  static let stepInSeconds: Int64 = 30
  static let digits = 6
  /// As long as the hash (RFC 4226, 4, R6: 160 bits).
  private static let secretByteCount = 20

  let secret: [UInt8]

  init(secret: [UInt8]) { self.secret = secret }

  /// A new one, by chance.
  init() { secret = Chance.bytes(Self.secretByteCount) }

  /// The number of the step that a moment lies in.
  static func step(of moment: Moment) -> Int64 {
    moment.milliseconds.flooredDivision(by: stepInSeconds * 1000).quotient
  }

  /// The code of a step, with zeros in front (RFC 4226, 5.3: dynamic truncation).
  func code(step: Int64, digits: Int = Self.digits) -> String {
    let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
    let hash = Array(
      HMAC<Insecure.SHA1>.authenticationCode(
        for: counter, using: SymmetricKey(data: secret)))
    let offset = Int(hash[19] & 0x0F)
    let number = hash[offset..<offset + 4].reduce(UInt64(0)) { $0 << 8 | UInt64($1) } & 0x7FFF_FFFF
    let modulus = (0..<digits).reduce(UInt64(1)) { product, _ in product * 10 }
    return (number % modulus).zeroPadded(to: digits)
  }

  /// The steps that have this code: of the present one and its neighbours, since clocks differ.
  func steps(of code: String, at moment: Moment) -> [Int64] {
    let present = Self.step(of: moment)
    return (present - 1...present + 1).filter { self.code(step: $0) == code }
  }

  /// The secret as people type it into their app (RFC 4648, 6; without padding).
  var base32: String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    var (text, buffer, bitCount) = ("", 0, 0)
    for byte in secret {
      buffer = (buffer << 8 | Int(byte)) & 0xFFFF
      bitCount += 8
      while bitCount >= 5 {
        bitCount -= 5
        text.append(alphabet[buffer >> bitCount & 31])
      }
    }
    if bitCount > 0 { text.append(alphabet[buffer << (5 - bitCount) & 31]) }
    return text
  }

  /// What an app reads from a picture.
  func uri(account: String) -> String {
    let name = account.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    return "otpauth://totp/qualifica:\(name)?secret=\(base32)&issuer=qualifica"
  }
}

/// Lets each code pass once and, after five wrong ones in a row, none for a while.
struct CodeLock: Codable, Sendable {
  static let mostWrongCodes = 5
  static let lockInSeconds: Int64 = 300

  enum Verdict: Equatable {
    case passed
    case wrong
    case locked(secondsLeft: Int)
  }

  /// Only those that could come again.
  private var usedSteps: Set<Int64> = []
  private var wrongCount = 0
  private var lockedUntil: Int64?

  mutating func judge(_ code: String, _ codes: TimeCode, at now: Moment) -> Verdict {
    if let lockedUntil, now.milliseconds < lockedUntil {
      return .locked(secondsLeft: Int((lockedUntil - now.milliseconds + 999) / 1000))
    }
    lockedUntil = nil
    usedSteps = usedSteps.filter { $0 >= TimeCode.step(of: now) - 1 }
    let steps = codes.steps(of: code, at: now)
    guard !steps.isEmpty, usedSteps.isDisjoint(with: steps) else {
      wrongCount += 1
      if wrongCount >= Self.mostWrongCodes {
        wrongCount = 0
        lockedUntil = now.milliseconds + Self.lockInSeconds * 1000
      }
      return .wrong
    }
    wrongCount = 0
    usedSteps.formUnion(steps)
    return .passed
  }
}
