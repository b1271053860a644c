import Testing

@testable import Simulator

@Suite("RecordStore and StoredRecord")
struct RecordStoreTests {
  @Test("what was stored comes back")
  func roundTrip() {
    let store = RecordStore.holding([
      .sample(code: "a") { $0.isSavings = true },
      .sample(code: "b") {
        $0.amount = nil
        $0.token = nil
        $0.texts.notificationURL = "http://127.0.0.1/"
      },
    ])
    #expect(store.texts(of: 0).customCode == "a" && store.texts(of: 1).customCode == "b")
    #expect(store.records[0].amount == 10.5 && store.records[1].amount == nil)
    #expect(store.records[0].isSavings && !store.records[1].isSavings)
    #expect(store.token(of: 0) == "test-token" && store.token(of: 1) == nil)
    #expect(store.records.map(\.hasNotificationURL) == [false, true])
    #expect(store.document(of: 0).elementsEqual("11144477735".utf8))
  }

  @Test("codes are found among many, repeats with their first")
  func codes() {
    var store = RecordStore()
    for number in 0..<5000 { store.append(.sample(code: "code-\(number)")) }
    store.append(.sample(code: "code-7"))
    for number in 0..<5000 { #expect(store.firstRecord(withCode: "code-\(number)") == number) }
    #expect(store.firstRecord(withCode: "code-5000") == nil)
    #expect(store.records(withCode: "code-7") == [7, 5000])
    #expect(store.distinctCodeCount == 5000 && store.doubleEffectCount == 1)
  }

  @Test("times never run backwards and are found by bisection")
  func times() {
    let store = RecordStore.holding([
      .sample(code: "a", storedAtMilliseconds: 10), .sample(code: "b", storedAtMilliseconds: 5),
      .sample(code: "c", storedAtMilliseconds: 20),
    ])
    #expect(store.records.map(\.storedAt.milliseconds) == [10, 10, 20])
    let bounds = [0, 10, 11, 20, 21].map {
      store.firstRecord(storedAtOrAfter: Moment(milliseconds: $0))
    }
    #expect(bounds == [0, 0, 2, 2, 3])
  }

  @Test("hidden records show from their moment on")
  func lag() {
    var store = RecordStore.holding([.sample()])
    store.hide(0, until: Moment(milliseconds: 5))
    #expect(store.hidesAny(at: Moment(milliseconds: 4)))
    #expect(!store.isVisible(0, at: Moment(milliseconds: 4)))
    #expect(!store.hidesAny(at: Moment(milliseconds: 5)))
    #expect(store.isVisible(0, at: Moment(milliseconds: 5)))
  }
}
