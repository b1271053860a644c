import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine

/// Every row of the table "what an attempt can mean".
struct AttemptMeaningTests {
  @Test("What never left is not sent")
  func whatNeverLeftIsNotSent() {
    #expect(meaning(.failure(.notSent("no such host"))) == .notSent(reason: "no such host"))
  }

  @Test("What was lost sight of is in doubt")
  func whatWasLostSightOfIsInDoubt() {
    #expect(meaning(.failure(.unknown("timed out"))) == .inDoubt(reason: "timed out"))
  }

  @Test("A failing server leaves doubt", arguments: [408, 500, 501, 502, 503, 504, 507, 599])
  func aFailingServerLeavesDoubt(_ status: Int) {
    #expect(isInDoubt(meaning(status)))
    #expect(isInDoubt(meaning(status, message("received"))))
  }

  @Test("Lists of a failing server are not trusted", arguments: [500, 502, 503, 504])
  func listsOfAFailingServerAreNotTrusted(_ status: Int) {
    #expect(isInDoubt(meaning(status, lists)))
  }

  @Test(
    "A busy server has not processed it",
    arguments: [
      (429, nil, nil), (429, "7", Duration.seconds(7)), (503, "7", .seconds(7)),
      (429, "soon", nil), (429, "-3", .zero), (503, "-3", .zero),
      (429, "259200", .seconds(86_400)),
      (429, "Fri, 02 Jan 2026 03:04:35 GMT", .seconds(30)),
    ] as [(Int, String?, Duration?)])
  func aBusyServerHasNotProcessedIt(_ status: Int, _ value: String?, _ delay: Duration?) {
    let headers = value.map { ["retry-after": $0] } ?? [:]
    #expect(meaning(status, headers: headers) == .throttled(for: delay))
  }

  @Test(
    "An overloaded server that does not say when leaves doubt",
    arguments: [nil, "", "soon", "12 seconds"])
  func anOverloadedServerThatDoesNotSayWhenLeavesDoubt(_ value: String?) {
    #expect(isInDoubt(meaning(503, headers: value.map { ["retry-after": $0] } ?? [:])))
  }

  @Test(
    "Per-record lists judge whatever the status", arguments: [200, 201, 202, 207, 400, 409, 422])
  func perRecordListsJudgeWhateverTheStatus(_ status: Int) {
    #expect(meaning(status, lists) == .judged(someAnswers))
  }

  @Test("Empty lists of a success judge too")
  func emptyListsOfASuccessJudgeToo() {
    let empty = SubmissionReply(message: "received", answers: [])
    #expect(meaning(200, empty) == .judged([]))
  }

  @Test("Empty lists of a refusal are no lists", arguments: [400, 422])
  func emptyListsOfARefusalAreNoLists(_ status: Int) {
    let empty = SubmissionReply(message: "no", answers: [])
    #expect(meaning(status, empty) == .refusedWhole(message: "no", isRepetition: false))
  }

  /// Whoever is named without a code may be among those that were taken.
  @Test("Nameless entries judge nobody and refuse nobody", arguments: [200, 400, 422])
  func namelessEntriesJudgeNobodyAndRefuseNobody(_ status: Int) {
    let nameless = SubmissionReply(message: "some failed", answers: [], hasNamelessAnswers: true)
    #expect(nameless.judgesRecords)
    #expect(meaning(status, nameless) == .judged([]))
  }

  @Test(
    "An unusual refusal leaves doubt; with a sentence it may be one",
    arguments: [402, 406, 409, 418, 423, 425])
  func anUnusualRefusalLeavesDoubt(_ status: Int) {
    #expect(isInDoubt(meaning(status)))
    #expect(
      meaning(status, message("conflict")) == .perhapsRefused(status: status, message: "conflict"))
  }

  @Test("A success with a message alone takes all", arguments: [200, 201, 202])
  func aSuccessWithAMessageAloneTakesAll(_ status: Int) {
    #expect(meaning(status, message("received")) == .allAccepted)
  }

  @Test("An unreadable success leaves doubt", arguments: [200, 201, 204])
  func anUnreadableSuccessLeavesDoubt(_ status: Int) {
    #expect(isInDoubt(meaning(status, nil)))
  }

  @Test("A refusal without lists concerns the whole batch", arguments: [400, 422])
  func aRefusalWithoutListsConcernsTheWholeBatch(_ status: Int) {
    #expect(
      meaning(status, message("bad branch"))
        == .refusedWhole(message: "bad branch", isRepetition: false))
    #expect(meaning(status, nil) == .refusedWhole(message: nil, isRepetition: false))
  }

  @Test("A refusal that speaks of a repetition says so", arguments: [400, 422])
  func aRefusalThatSpeaksOfARepetitionSaysSo(_ status: Int) {
    let text = "custom_code already exists"
    #expect(
      meaning(status, message(text)) == .refusedWhole(message: text, isRepetition: true))
  }

  @Test("A batch may be too large")
  func aBatchMayBeTooLarge() {
    #expect(meaning(413, nil) == .tooLarge)
    #expect(meaning(413, message("too large")) == .tooLarge)
  }

  @Test("Token, address or permission may be denied", arguments: [401, 403])
  func tokenAddressOrPermissionMayBeDenied(_ status: Int) {
    #expect(meaning(status, message("unauthorized")) == .denied(status: status))
  }

  @Test(
    "A redirect or an unknown path is not the API", arguments: [301, 302, 303, 307, 308, 404, 405])
  func aRedirectOrAnUnknownPathIsNotTheAPI(_ status: Int) {
    #expect(meaning(status, nil) == .misdirected(status: status))
    #expect(meaning(status, message("received")) == .misdirected(status: status))
  }

  /// 407 is the proxy's: it did not pass the request on.
  @Test("A proxy that wants a password has sent nothing")
  func aProxyThatWantsAPasswordHasSentNothing() {
    guard case .notSent = meaning(407, nil) else {
      Issue.record("a proxy's refusal must not be blamed on the records")
      return
    }
  }
}

private let someAnswers = [SubmissionReply.Answer.accepting("a")]
private let lists = SubmissionReply(message: nil, answers: someAnswers)

private func message(_ text: String) -> SubmissionReply { SubmissionReply(message: text) }

private func meaning(_ attempt: Result<Reply, TransportError>) -> AttemptMeaning {
  AttemptMeaning(attempt, now: ManualTime.start, read: TestOperation().submissionReply(in:))
}

private func meaning(
  _ status: Int, _ reply: SubmissionReply? = nil, headers: [String: String] = [:]
) -> AttemptMeaning {
  let body = reply.map { ReplyText.body($0) } ?? Array("<html>".utf8)
  return meaning(.success(Reply(status: status, headers: headers, body: body)))
}

private func isInDoubt(_ meaning: AttemptMeaning) -> Bool {
  if case .inDoubt = meaning { true } else { false }
}
