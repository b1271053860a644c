import Testing

@testable import Simulator

@Suite("CallbackMessage, and which callbacks enter the queue")
struct CallbackMessageTests {
  private func message(account: String, savings: Bool, status: Int) -> CallbackMessage {
    let store = QualificationStore.holding([
      .sample(account: account) { $0.facts.isSavings = savings }
    ])
    return CallbackMessage(
      record: store.records[0], texts: store.texts(of: 0), id: 1, status: status)
  }

  @Test("known bytes: the id is text, the account type one letter")
  func bytes() {
    #expect(
      message(account: "123456", savings: false, status: 5).body.text == #"""
        {"id":"1","step":2,"status_id":5,"custom_code":"cc-1","batch_code":"b-1","message":"",\#
        "name":"Ana Souza","document":"11144477735","bank_code":"001","bank_branch":"0123",\#
        "bank_branch_digit":"9","account":"123456","account_digit":"5","account_type":"c",\#
        "pix_key":""}
        """#)
    #expect(
      message(account: "1", savings: true, status: 6).body.text.contains(#""account_type":"s""#))
  }

  @Test("the signature is the SHA-256 of body and token, as sha256sum computes it")
  func signature() {
    let message = message(account: "123456", savings: false, status: 5)
    #expect(
      Callback.authorization(body: message.body, token: "test-token")
        == "Bearer 03213ffed98f47484aca8bed04ab8a1a1301be90e6e137579b27956247cdc21a")
    #expect(
      Callback.authorization(body: message.body, token: "other")
        != Callback.authorization(body: message.body, token: "test-token"))
  }

  @Test("only records with a URL, only changes after the first status, only what is to come")
  func schedule() {
    let store = QualificationStore.holding([
      .sample(code: "a"), .sample(code: "b") { $0.texts[.notificationURL] = "http://127.0.0.1/" },
    ])
    let pace = Pace(received: .milliseconds(10), processing: .milliseconds(10))
    let fresh = CallbackQueue()
    fresh.schedule(
      [0, 1], store: store, clock: StatusClock(now: Moment(milliseconds: 0), pace: pace))
    var seen: [[Int]] = []
    while let entry = fresh.takeDue(at: Moment(milliseconds: 100)) {
      seen.append([entry.record, Int(entry.due.milliseconds), entry.status, entry.attempt])
    }
    #expect(seen == [[1, 10, 999, 1], [1, 20, 5, 1]])
    let late = CallbackQueue()
    late.schedule(
      [0, 1], store: store, clock: StatusClock(now: Moment(milliseconds: 15), pace: pace))
    #expect(late.takeDue(at: Moment(milliseconds: 100))?.status == 5)
    #expect(late.isEmpty)
  }
}
