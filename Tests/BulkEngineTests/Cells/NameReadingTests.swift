import Testing

@testable import BulkEngine

/// Names keep their accents and lose surplus blanks.
struct NameReadingTests {
  @Test(
    "A clean name stays as it is",
    arguments: ["Maria José", "Conceição Araújo", "D'Ávila", "Ñuñez", ""])
  func aCleanNameStaysAsItIs(_ name: String) {
    #expect(read(name) == Reading(name: name, isRepaired: false))
  }

  @Test(
    "A clean name is known at a glance",
    arguments: [
      "Maria José", "Conceição Araújo", "D'Ávila", "Ana", "A B C D E F G H", "12345678 90123456",
    ])
  func aCleanNameIsKnownAtAGlance(_ name: String) {
    #expect(isPlain(name))
  }

  /// Every place in and behind a step of eight bytes.
  @Test("What may need repair is never called plain", arguments: 0..<24)
  func whatMayNeedMendingIsNeverCalledPlain(_ place: Int) {
    for mark in ["  ", "\t", "\u{A0}", "\u{200B}", "\u{301}", "\r", "\u{FEFF}"] {
      var name = String(repeating: "a", count: 24)
      name.insert(contentsOf: mark, at: name.index(name.startIndex, offsetBy: place))
      #expect(!isPlain(name), "\(mark.debugDescription) at \(place)")
    }
  }

  @Test(
    "Blanks around a name are not plain",
    arguments: ["", " ", " Maria", "Maria ", "12345678 ", "1234567  9"])
  func blanksAroundANameAreNotPlain(_ name: String) {
    #expect(!isPlain(name))
  }

  @Test(
    "Outer blanks are nothing to speak of",
    arguments: [" Maria José", "Maria José ", "  Maria José  "])
  func outerBlanksAreNothingToSpeakOf(_ name: String) {
    #expect(read(name) == Reading(name: "Maria José", isRepaired: false))
  }

  @Test(
    "Inner blanks collapse",
    arguments: [
      "Maria  José", "Maria\tJosé", "Maria\u{A0}José", "Maria\u{2003}José", "Maria\r\nJosé",
    ])
  func innerBlanksCollapse(_ name: String) {
    #expect(outcome(name, "Maria José") == NameReading.Outcome(isCollapsed: true))
  }

  @Test(
    "Invisible characters go",
    arguments: ["Maria\u{200B} José", "\u{FEFF}Maria José", "Maria Jos\u{2060}é"])
  func invisibleCharactersGo(_ name: String) {
    #expect(outcome(name, "Maria José") == NameReading.Outcome(isFreed: true))
  }

  /// Whatever was done is named, and nothing else.
  @Test("Accents are composed")
  func accentsAreComposed() {
    #expect(outcome("Maria Jose\u{301}", "Maria José") == NameReading.Outcome(isComposed: true))
    #expect(
      outcome("Maria \u{200B} Jose\u{301}", "Maria José")
        == NameReading.Outcome(isCollapsed: true, isComposed: true, isFreed: true))
  }

  @Test("Formulas are seen", arguments: ["=1+1", "+55", "-Maria", "@maria", "＝1", "＠maria"])
  func formulasAreSeen(_ name: String) {
    #expect(NameReading.isFormula(Array(name.utf8)))
  }

  @Test("Other names are no formulas", arguments: ["Maria", "", "Maria=José", "'=1"])
  func otherNamesAreNoFormulas(_ name: String) {
    #expect(!NameReading.isFormula(Array(name.utf8)))
  }
}

private struct Reading: Equatable {
  var name: String
  var isRepaired: Bool
}

private func read(_ text: String) -> Reading {
  var name: [UInt8] = []
  let outcome = NameReading.read(Array(text.utf8).span, into: &name)
  return Reading(
    name: String(decoding: name, as: UTF8.self), isRepaired: outcome != NameReading.Outcome())
}

private func outcome(_ text: String, _ expected: String) -> NameReading.Outcome {
  var name: [UInt8] = []
  let outcome = NameReading.read(Array(text.utf8).span, into: &name)
  #expect(String(decoding: name, as: UTF8.self) == expected)
  return outcome
}

private func isPlain(_ name: String) -> Bool {
  NameReading.isPlain(Array(name.utf8).span)
}
