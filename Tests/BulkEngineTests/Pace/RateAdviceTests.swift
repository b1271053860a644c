import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine

/// Rate limit headers in every form that servers send.
struct RateAdviceTests {
  @Test(
    "Fifty are left for thirty seconds",
    arguments: [
      ["ratelimit": "limit=100, remaining=50, reset=30"],
      ["ratelimit": "\"default\";r=50;t=30"], ["ratelimit": "default;r=50;t=30"],
      ["ratelimit": "\"day\";r=5000;t=86400, \"minute\";r=50;t=30, \"burst\";r=50;t=3"],
      ["ratelimit-limit": "100, 100;w=60", "ratelimit-remaining": "50", "ratelimit-reset": "30"],
      ["x-ratelimit-limit": "100", "x-ratelimit-remaining": "50", "x-ratelimit-reset": "30"],
      ["x-rate-limit-remaining": " 50 ", "x-rate-limit-reset": "30"],
      ["x-ratelimit-remaining": "50", "x-ratelimit-reset": "\(Self.now + 30)"],
      ["x-ratelimit-remaining": "50", "x-ratelimit-reset": "\((Self.now + 30) * 1_000)"],
      ["x-ratelimit-remaining": "50", "x-ratelimit-reset": "Fri, 02 Jan 2026 03:04:35 GMT"],
      [
        "x-ratelimit-remaining": "50", "x-ratelimit-reset": "\(Self.now + 7_230)",
        "date": "Fri, 02 Jan 2026 05:04:05 GMT",
      ],
    ] as [[String: String]])
  func fiftyAreLeftForThirtySeconds(_ headers: [String: String]) throws {
    let advice = try #require(read(headers))
    if headers["ratelimit"]?.contains("day") == true {
      #expect(advice.remaining == 5_000)
    } else {
      #expect(advice.remaining == 50)
      #expect(advice.reset == .seconds(30))
    }
  }

  @Test(
    "The tightest policy is the steady rate",
    arguments: [
      ("100;w=60", 100.0 / 60), ("\"default\";q=100;w=60", 100.0 / 60),
      ("10;w=1, 100;w=60, 5000;w=3600", 5_000.0 / 3_600),
      ("\"burst\";q=100;w=60,\"bytes\";q=1;w=60;qu=\"content-bytes\"", 100.0 / 60),
      ("\"a\";q=7;w=1;qu=\"requests\";pk=:c2VjcmV0:", 7),
    ] as [(String, Double)])
  func theTightestPolicyIsTheSteadyRate(_ policy: String, _ rate: Double) throws {
    let steadyRate = try #require(read(["ratelimit-policy": policy])?.steadyRate)
    #expect(abs(steadyRate - rate) < 1e-9)
  }

  @Test(
    "Any other header advises nothing",
    arguments: [
      [:], ["ratelimit": ""], ["ratelimit": "soon"], ["ratelimit": "remaining=5"],
      ["ratelimit": "remaining=many, reset=nan"], ["ratelimit-policy": "100"],
      ["ratelimit-policy": "0;w=60"], ["ratelimit-policy": "100;w=0"],
      ["ratelimit-policy": ";;,,=="],
      ["x-ratelimit-limit": "100"], ["x-ratelimit-remaining": "5"], ["x-ratelimit-reset": "5"],
      ["x-ratelimit-remaining": "inf", "x-ratelimit-reset": "5"],
    ])
  func anythingElseSaysNothing(_ headers: [String: String]) {
    #expect(read(headers) == nil)
  }

  @Test("Negative numbers are none")
  func negativeNumbersAreNone() throws {
    let advice = try #require(
      read(["x-ratelimit-remaining": "-3", "x-ratelimit-reset": "-20"]))
    #expect(advice.remaining == 0)
    #expect(advice.reset == .zero)
  }

  @Test("Huge numbers do not overflow")
  func hugeNumbersDoNotOverflow() throws {
    let headers = ["x-ratelimit-remaining": "1", "x-ratelimit-reset": "1e300"]
    #expect(try #require(read(headers)?.reset) <= .seconds(366 * 86_400))
  }

  private static let now = Int(ManualTime.start.timeIntervalSince1970)

  private func read(_ headers: [String: String]) -> RateAdvice? {
    RateAdvice(headers: headers, now: ManualTime.start)
  }
}
