import Testing

@testable import Simulator

@Suite("TimeCode, CodeLock: codes of an authenticator app")
struct TimeCodeTests {
  private static let codes = TimeCode(secret: Array("12345678901234567890".utf8))

  @Test(
    "The vectors of RFC 6238, appendix B, hold",
    arguments: [
      (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"),
      (1_234_567_890, "89005924"), (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ])
  func timeVectors(second: Int64, code: String) {
    let step = TimeCode.step(of: Moment(milliseconds: second * 1000))
    #expect(Self.codes.code(step: step, digits: 8) == code)
  }

  @Test("The vectors of RFC 4226, appendix D, hold")
  func counterVectors() {
    let vectors = [
      "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871",
      "520489",
    ]
    #expect((0..<10).map { Self.codes.code(step: $0) } == vectors)
  }

  @Test(
    "A secret is written as RFC 4648 has it, without padding",
    arguments: [
      ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"),
      ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI"),
      ("12345678901234567890", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"),
    ])
  func base32(secret: String, text: String) {
    #expect(TimeCode(secret: Array(secret.utf8)).base32 == text)
  }

  private static let now = Moment(milliseconds: 1_234_567_890_000)

  private static func code(_ distance: Int64) -> String {
    codes.code(step: TimeCode.step(of: now) + distance)
  }

  @Test("The present code and its neighbours pass, once each, and no others")
  func window() {
    var lock = CodeLock()
    for distance in [-1, 0, 1] as [Int64] {
      #expect(lock.judge(Self.code(distance), Self.codes, at: Self.now) == .passed)
      #expect(lock.judge(Self.code(distance), Self.codes, at: Self.now) == .wrong)
    }
    for text in [Self.code(-2), Self.code(2), "", "12345", "1234567", "abcdef"] {
      var lock = CodeLock()
      #expect(lock.judge(text, Self.codes, at: Self.now) == .wrong, "\(text)")
    }
  }

  @Test("A used code is refused for as long as it would be taken")
  func replay() {
    var lock = CodeLock()
    #expect(lock.judge(Self.code(1), Self.codes, at: Self.now) == .passed)
    let later = Self.now.advanced(byMilliseconds: 60_000)
    #expect(lock.judge(Self.code(1), Self.codes, at: later) == .wrong)
    #expect(lock.judge(Self.code(2), Self.codes, at: later) == .passed)
  }

  @Test("Five wrong codes in a row lock for a while, a right one before starts the count anew")
  func locked() {
    var lock = CodeLock()
    for _ in 1...4 { #expect(lock.judge("000000", Self.codes, at: Self.now) == .wrong) }
    #expect(lock.judge(Self.code(0), Self.codes, at: Self.now) == .passed)
    for _ in 1...5 { #expect(lock.judge("000000", Self.codes, at: Self.now) == .wrong) }
    #expect(lock.judge(Self.code(1), Self.codes, at: Self.now) == .locked(secondsLeft: 300))
    let end = Self.now.advanced(byMilliseconds: CodeLock.lockInSeconds * 1000)
    let last = end.advanced(byMilliseconds: -1)
    #expect(lock.judge(Self.code(10), Self.codes, at: last) == .locked(secondsLeft: 1))
    #expect(lock.judge(Self.code(10), Self.codes, at: end) == .passed)
  }
}
