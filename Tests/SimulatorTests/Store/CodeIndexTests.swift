import Testing

@testable import Simulator

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
