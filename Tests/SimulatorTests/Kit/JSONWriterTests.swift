import Foundation
import Testing

@testable import Simulator

@Suite("JSONWriter")
struct JSONWriterTests {
  @Test("commas stand between members and elements and nowhere else")
  func commas() {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("a")
    writer.beginArray()
    writer.value(1)
    writer.value(1.1)
    writer.null()
    writer.endArray()
    writer.key("b")
    writer.beginObject()
    writer.endObject()
    writer.endObject()
    #expect(writer.bytes.text == #"{"a":[1,1.1,null],"b":{}}"#)
  }

  @Test("Foundation reads back every string", arguments: ["", "\"\\/", "a\u{01}\n\u{1F}z", "ção😀"])
  func strings(text: String) throws {
    var writer = JSONWriter()
    writer.beginArray()
    writer.value(text)
    writer.endArray()
    let array = try JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String]
    #expect(array == [text])
  }

  @Test("lines start anew")
  func lines() {
    var writer = JSONWriter()
    for number in 1...2 {
      writer.value(number)
      writer.endLine()
    }
    #expect(writer.bytes.text == "1\n2\n")
  }
}
