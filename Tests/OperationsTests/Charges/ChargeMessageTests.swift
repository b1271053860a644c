import BulkEngine
import Foundation
import Testing

@testable import Operations

/// What the API says of charges.
struct ChargeMessageTests {
  private static let operation = Charges(
    ChargeSettings(begunAt: BrasiliaTime(Date(timeIntervalSince1970: 0))))

  private static func reply(_ status: Int, _ text: String) -> Reply {
    Reply(status: status, body: Array(text.utf8))
  }

  private static func record(
    document: String = "31042797722", cents: Int64 = 124_020, due: String = "2026-12-31"
  ) -> OutgoingRecord {
    var values = Array(repeating: "", count: ChargeValue.count)
    values[ChargeValue.buyerDocument.rawValue] = document
    values[ChargeValue.dueDate.rawValue] = due
    return OutgoingRecord(number: 1, customCode: "f-1", values: values, amountInCents: cents)
  }

  private static let newer = """
    {"data":[{"id":28018,"hash":"abcdef0123456789","invoice":"f-1","payment_method":"pix",
    "amount":124020,"buyer":{"name":"Ana","document":{"type":"CPF","number":"310.427.977-22"}},
    "pix":{"expire_date":"2026-12-31T23:59:59","qr_code":"000201br"},
    "status":{"id":"4","name":"Pago"},"created_at":"2026-11-30 10:00:00"}],
    "meta":{"current_page":1,"last_page":3,"total":201}}
    """

  @Test("A charge is read in both forms, ids as texts and as numbers")
  func aChargeIsReadInBothForms() throws {
    let created = """
      {"id":"28018","key":"abcdef0123456789","customNumber":"f-1","buyerDocument":"31042797722",
      "status":{"id":1},"amountCents":124020,"expiresAt":"2026-12-31","ourNumber":"0012",
      "paidAmountCents":null}
      """
    let answer = try #require(
      Self.operation.submissionReply(in: Self.reply(201, created))?.answers?.first)
    #expect(answer.word == .accepted && answer.customCode == "f-1")
    #expect(answer.record?.id == "28018" && answer.record?.statusID == "1")
    #expect(
      answer.record?.answer
        == #"{"charge_id":"28018","our_number":"0012","payment_page":"https://pagar.sandbox.goboleto.com/?hash=abcdef0123456789","state":"created"}"#
    )
    let page = try #require(Self.operation.page(in: Self.reply(200, Self.newer)))
    #expect(page.lastPage == 3 && page.total == 201)
    let remote = try #require(page.records.first)
    #expect(remote.identity == ["31042797722", "2026-12-31"] && remote.amountInCents == 124_020)
    #expect(remote.answer?.contains(#""qr_code":"000201br""#) == true)
  }

  @Test("What an API writes in the place of a number, a day or a text to pay by is not kept")
  func sentencesAreNotKept() throws {
    let sentence = "Ana Exemplo, CPF 310.427.977-22"
    let created = """
      {"id":"28018","key":"abcdef0123456789","customNumber":"f-1","buyerDocument":"31042797722",
      "status":{"id":1},"amountCents":124020,"expiresAt":"2026-12-31","ourNumber":"\(sentence)",
      "paidAt":"\(sentence)","paymentPage":"\(sentence)","qrCode":"\(sentence)",
      "pix":{"qr_code":"\(sentence)"},"paidAmountCents":null}
      """
    let answer = try #require(
      Self.operation.submissionReply(in: Self.reply(201, created))?.answers?.first)
    let kept = try #require(answer.record?.answer)
    #expect(!kept.contains("Ana") && !kept.contains("977"), "\(kept)")
  }

  @Test(
    "A status may be a bare word", arguments: [("created", "1"), ("Canceled", "2"), ("x", "0")])
  func aStatusMayBeABareWord(_ word: String, _ id: String) {
    let created = """
      {"id":28018,"key":"abcdef0123456789","customNumber":"f-1","status":"\(word)","amountCents":1}
      """
    let answer = Self.operation.submissionReply(in: Self.reply(201, created))?.answers?.first
    #expect(answer?.record?.statusID == id)
  }

  @Test("A new charge within data is read like a bare one")
  func aNewChargeWithinDataIsRead() {
    let created = """
      {"status":true,"message":"ok","data":{"id":28018,"key":"abcdef0123456789","customNumber":"f-1",
      "status":{"id":1},"amountCents":124020}}
      """
    let answer = Self.operation.submissionReply(in: Self.reply(201, created))?.answers?.first
    #expect(answer?.word == .accepted && answer?.record?.id == "28018")
  }

  @Test(
    "Ids may be larger than a floating-point number holds, and are nobody's document or telephone",
    arguments: [
      ("1", true), ("28018", true), ("9999999999", true), ("12345678901", false),
      ("31042797722", false), ("5541987654321", false), ("11222333000181", false),
      ("9007199254740993", true), ("9223372036854775807", true), ("9223372036854775808", false),
      ("0", false), ("012", false), ("", false), ("12a", false), ("-1", false), ("٣", false),
    ])
  func idsMayBeLarge(_ text: String, _ isOne: Bool) {
    #expect(PayinPaths.isID(text) == isOne)
  }

  @Test(
    "A number that can be no amount is not read, and nothing is reckoned with it",
    arguments: ["-1", "-9223372036854775808", "9223372036854775807", "\"-5\"", "1e300"])
  func impossibleAmounts(_ number: String) {
    let charge = """
      {"id":28018,"key":"abcdef0123456789","customNumber":"f-1","status":{"id":4},"typePayin":"pix",
      "amountCents":\(number),"paidAmountCents":\(number),"refundAmountCents":\(number),
      "payinRefunds":[{"id":1,"payinId":28018,"statusId":2,"amountCents":\(number),"reason":"x [r-9]"}]}
      """
    let reply = Self.reply(200, charge)
    #expect(
      ChargeCancellations().page(in: reply)?.records.first?.answer?.contains("amount") == false)
    #expect(Self.operation.submissionReply(in: reply)?.answers?.first?.record?.amountInCents == nil)
    let refund = OutgoingRecord(
      number: 1, customCode: "r-1", values: ["28018", ""], amountInCents: 100)
    #expect(Refunds(RefundSettings()).sight(of: refund, in: reply, at: Date()) == .unclear)
    let transaction = """
      {"id":"a1","status":"succeeded","amount":\(number),"fees":\(number)}
      """
    let shown = WeepayCaptures().page(in: Self.reply(200, transaction))?.records.first
    #expect(shown?.statusID == "succeeded" && shown?.answer?.contains("fees") == false)
  }

  @Test("A charge is ours only with our person, amount and day")
  func aChargeIsOursOnlyWithOurPersonAmountAndDay() throws {
    let remote = try #require(
      Self.operation.page(in: Self.reply(200, Self.newer))?.records.first)
    #expect(Self.operation.matches(remote, Self.record()))
    #expect(Self.operation.matches(remote, Self.record(due: "2026-12-31T18:00:00")))
    #expect(!Self.operation.matches(remote, Self.record(document: "31043579354")))
    #expect(!Self.operation.matches(remote, Self.record(cents: 124_021)))
    #expect(!Self.operation.matches(remote, Self.record(due: "2027-01-31")))
    // Printed in UTC the last minutes of a day are the next one.
    #expect(Self.operation.matches(remote, Self.record(due: "2026-12-30T23:59:59")))
    #expect(!Self.operation.matches(remote, Self.record(due: "2027-01-01")))
    #expect(!Self.operation.isContradicted(Self.record(), by: remote))
    #expect(Self.operation.isContradicted(Self.record(document: "31043579354"), by: remote))
    #expect(Self.operation.isContradicted(Self.record(cents: 124_021), by: remote))
  }

  @Test("What does not say that a charge exists is no acceptance")
  func whatDoesNotSayThatAChargeExistsIsNoAcceptance() {
    for text in ["", "{}", "<html>", #"{"id":"1"}"#, #"{"customNumber":"f-1"}"#, "[]"] {
      #expect(Self.operation.submissionReply(in: Self.reply(201, text)) == nil, "\(text)")
    }
    let refused = Self.operation.submissionReply(
      in: Self.reply(422, #"{"message":"Invalid","errors":{"customNumber":["already taken"]}}"#))
    #expect(refused?.message == "Invalid already taken" && refused?.speaksOfRepetition == true)
    #expect(Self.operation.page(in: Self.reply(404, #"{"message":"not found"}"#)) == nil)
    #expect(Self.operation.page(in: Self.reply(200, #"{"data":[{"id":1}]}"#)) == nil)
    #expect(Self.operation.page(in: Self.reply(200, #"{"data":[]}"#))?.records.isEmpty == true)
  }

  @Test(
    "A line that is not that of the bill is not handed out",
    arguments: [
      (124_020, "23790448095616862379336011058009740430000124020", true),
      (124_021, "23790448095616862379336011058009740430000124020", false),
      (124_020, "23790448095616862379336011058009740430000124021", false),
      (124_020, "34192220090000556638551012140003679060000100000", false),
    ])
  func aLineThatIsNotThatOfTheBill(_ cents: Int, _ line: String, _ isRight: Bool) throws {
    // Factor 4043: 2008-11-01 in the first era.
    let created = """
      {"id":"1","key":"abcdef0123456789","customNumber":"f-1","buyerDocument":"1","status":{"id":1},
      "amountCents":\(cents),"expiresAt":"2008-11-01","digitableLine":"\(line)"}
      """
    let answer = Self.operation.submissionReply(in: Self.reply(201, created))?.answers?.first
    #expect((answer?.record?.answer?.contains(line) == true) == isRight)
    #expect(answer?.word == .accepted && answer?.code == (isRight ? nil : "charge.bill_withheld"))
  }

  @Test("Unknown states are not final, ids that may be persons are not kept")
  func unknownStatesAreNotFinal() throws {
    #expect(!Charges.statuses.verdict(ofStatus: "99").isFinal)
    #expect(Charges.statuses.verdict(ofStatus: "1").isGood)
    #expect(Charges.statuses.verdict(ofStatus: "7").isFailed)
    let text = Self.newer.replacing("28018", with: "31042797722")
    let page = try #require(Self.operation.page(in: Self.reply(200, text)))
    #expect(page.records.first?.id == "0")
  }

  @Test("Brasília is three hours behind")
  func brasiliaIsThreeHoursBehind() {
    #expect(BrasiliaTime(Date(timeIntervalSince1970: 1_796_094_000)).text == "2026-12-01T00:00")
    #expect(BrasiliaTime(Date(timeIntervalSince1970: 7_200)).day == "1969-12-31")
  }
}
