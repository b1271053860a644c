import Testing

@testable import Simulator

@Suite("CallbackMessage")
struct CallbackMessageTests {
  private func message(account: String, savings: Bool, status: Int) -> CallbackMessage {
    let store = RecordStore.holding([.sample(account: account) { $0.isSavings = savings }])
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
      CallbackMessage.authorization(body: message.body, token: "test-token")
        == "Bearer 03213ffed98f47484aca8bed04ab8a1a1301be90e6e137579b27956247cdc21a")
    #expect(
      CallbackMessage.authorization(body: message.body, token: "other")
        != CallbackMessage.authorization(body: message.body, token: "test-token"))
  }
}
