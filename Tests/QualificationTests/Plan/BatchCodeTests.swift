import Testing

@testable import Qualification

/// A code of its own for every POST.
struct BatchCodeTests {
  @Test(arguments: [
    (1, 1, "k7m-00001"), (42, 1, "k7m-00042"), (42, 2, "k7m-00042-2"), (123_456, 3, "k7m-123456-3"),
  ])
  func runChunkAndAttempt(_ chunk: Int, _ attempt: Int, _ code: String) {
    #expect(BatchCode.make(run: "k7m", chunk: chunk, attempt: attempt) == code)
  }

  @Test func noTwoPOSTsShareOne() {
    var codes: [String] = []
    for chunk in 1...300 {
      for attempt in 1...12 {
        codes.append(BatchCode.make(run: "k7m", chunk: chunk, attempt: attempt))
      }
    }
    #expect(codes.isWithoutRepetition)
  }
}
