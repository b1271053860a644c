import Testing

@testable import Simulator

@Suite("RecordStore and StoredRecord")
struct RecordStoreTests {
  @Test("what was stored comes back")
  func roundTrip() {
    let store = QualificationStore.holding([
      .sample(code: "a") { $0.facts.isSavings = true },
      .sample(code: "b") {
        $0.facts.amount = nil
        $0.token = nil
        $0.texts[.notificationURL] = "http://127.0.0.1/"
      },
    ])
    #expect(store.texts(of: 0)[.customCode] == "a" && store.texts(of: 1)[.customCode] == "b")
    #expect(store.records[0].facts.amount == 10.5 && store.records[1].facts.amount == nil)
    #expect(store.records[0].facts.isSavings && !store.records[1].facts.isSavings)
    #expect(store.token(of: 0) == "test-token" && store.token(of: 1) == nil)
    #expect(store.utf8(of: 1)[.notificationURL].elementsEqual("http://127.0.0.1/".utf8))
    #expect(
      store.utf8(ofText: RecordText.document.rawValue, of: 0).elementsEqual("11144477735".utf8))
  }

  @Test("codes are found among many, repeats with their first")
  func codes() {
    var store = QualificationStore()
    for number in 0..<5000 { store.append(.sample(code: "code-\(number)")) }
    store.append(.sample(code: "code-7"))
    for number in 0..<5000 { #expect(store.firstRecord(withCode: "code-\(number)") == number) }
    #expect(store.firstRecord(withCode: "code-5000") == nil)
    #expect(store.records(withCode: "code-7") == [7, 5000])
    #expect(store.effects.codeCount == 5000 && store.effects.doubleEffectCount == 1)
  }

  @Test("effects of several stores add up, the named codes bounded")
  func effects() {
    var store = QualificationStore()
    for code in ["a", "b", "b", "c", "c", "c"] { store.append(.sample(code: code)) }
    var effects = store.effects
    #expect(effects.codesByEffects == [1: 1, 2: 1, 3: 1] && effects.doubledCodes == ["b", "c"])
    effects.add(store.effects)
    #expect(effects.recordCount == 12 && effects.codeCount == 6 && effects.mostEffectsOfACode == 3)
    #expect(effects.codesWithSeveralEffects == 4 && effects.doubleEffectCount == 6)
    for _ in 0..<StoredEffects.namedCodes { effects.add(store.effects) }
    #expect(effects.doubledCodes.count == StoredEffects.namedCodes)
  }

  @Test("times never run backwards and are found by bisection")
  func times() {
    let store = QualificationStore.holding([
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
    var store = QualificationStore.holding([.sample()])
    store.hide(0, until: Moment(milliseconds: 5))
    #expect(store.hidesAny(at: Moment(milliseconds: 4)))
    #expect(!store.isVisible(0, at: Moment(milliseconds: 4)))
    #expect(!store.hidesAny(at: Moment(milliseconds: 5)))
    #expect(store.isVisible(0, at: Moment(milliseconds: 5)))
  }
}

@Suite("CodeIndex")
struct CodeIndexTests {
  @Test("finds what was inserted and nothing else, through every growth")
  func growth() {
    let codes = (0..<4000).map { Array("k\($0)".utf8) }
    var index = CodeIndex()
    for record in codes.indices { index.insert(record) { codes[$0][...] } }
    #expect(index.count == codes.count)
    for record in codes.indices {
      #expect(index.firstRecord(withCode: codes[record]) { codes[$0][...] } == record)
    }
    #expect(index.firstRecord(withCode: "k4000".utf8) { codes[$0][...] } == nil)
  }
}

@Suite("TextArena")
struct TextArenaTests {
  @Test("lists come back whole, across blocks, empty and long texts included")
  func roundTrip() {
    var arena = TextArena()
    let lists = (0..<3000).map { number in
      ["\(number)", "", "ção", String(repeating: "x", count: number)]
    }
    let ranges = lists.map { arena.append($0) }
    for (list, range) in zip(lists, ranges) {
      #expect(arena.texts(in: range) == list)
      #expect(arena.utf8(ofText: 2, in: range).elementsEqual("ção".utf8))
    }
  }

  @Test("a list longer than a block has one of its own")
  func longList() {
    var arena = TextArena()
    let long = [String](repeating: String(repeating: "y", count: 60_000), count: 20)
    let range = arena.append(long)
    #expect(arena.texts(in: range) == long)
  }
}
