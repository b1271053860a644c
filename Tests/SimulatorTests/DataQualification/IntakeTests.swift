import Testing

@testable import Simulator

@Suite("Intake")
struct IntakeTests {
  private var intake: Intake {
    Intake(merchantID: 5, serviceID: 3, token: "t", now: Moment(milliseconds: 42))
  }

  @Test("what is taken is stored as sent, with the time, the service and the merchant")
  func stores() {
    var store = QualificationStore()
    let outcome = intake.receive([.sample(code: "a")], into: &store)
    #expect(outcome.receptions == [.taken] && outcome.stored == [0])
    #expect(store.records[0].storedAt == Moment(milliseconds: 42))
    #expect(store.records[0].facts.serviceID == 3 && store.records[0].facts.merchantID == 5)
    #expect(store.texts(of: 0) == SubmittedRecord.sample(code: "a").texts)
    #expect(store.token(of: 0) == "t")
  }

  @Test("test payees are refused, moved and listed twice")
  func testPayees() {
    var store = QualificationStore()
    let records = ["86", "87", "88"].map { SubmittedRecord.sample(code: $0, name: "Ana T" + $0) }
    let outcome = intake.receive(records, into: &store)
    #expect(
      outcome.receptions == [
        .refused(message: "Name format invalid"),
        .serviceChanged(message: "Data qualification by system"),
        .listedTwice(message: "Record could not be confirmed"),
      ])
    #expect(outcome.stored == [0, 1])
    #expect(store.records[0].facts.serviceID == 1)
  }

  @Test("disturbances strike every nth line, and lag hides what is stored")
  func disturbances() {
    var store = QualificationStore()
    var intake = intake
    intake.disturbance = IntakeDisturbance(refuseEvery: 2, listTwiceEvery: 3, lagMilliseconds: 10)
    let records = (1...3).map { SubmittedRecord.sample(code: "c\($0)") }
    let outcome = intake.receive(records, into: &store)
    #expect(outcome.stored.count == 2)
    #expect(outcome.receptions[0] == .taken)
    #expect(outcome.receptions[1] == .refused(message: "Name format invalid"))
    #expect(outcome.receptions[2] == .listedTwice(message: "Record could not be confirmed"))
    #expect(!store.isVisible(0, at: Moment(milliseconds: 51)))
    #expect(store.isVisible(0, at: Moment(milliseconds: 52)))
  }

  @Test("a change of service as a fault")
  func serviceChange() {
    let disturbance = IntakeDisturbance(changeServiceEvery: 1)
    #expect(
      disturbance.reception(ofLine: 1) == .serviceChanged(message: "Data qualification by system"))
  }
}
