import BrazilianBanking
import QualificaTestKit
import Testing

/// Covers Document.swift, DocumentDigits.swift, DocumentText.swift.
struct DocumentReadingTests {
  @Test("Every right CPF passes in every form")
  func everyRightCPFPassesInEveryForm() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<3_000 {
      let cpf = generator.cpf()
      let reading = document(cpf)
      // A CPF that is also right with one form must be so with all.
      #expect(reading.document?.code.description == cpf)
      #expect(document(masked(cpf, "...-")).document == reading.document)
      #expect(document(" \(masked(cpf, "   -"))", .cpf).document == reading.document)
    }
  }

  @Test("Every right CNPJ passes in every form", arguments: [false, true])
  func everyRightCNPJPassesInEveryForm(letters: Bool) {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<3_000 {
      let cnpj = generator.cnpj(letters: letters)
      let reading = document(cnpj)
      #expect(reading.document?.code.description == cnpj)
      #expect(reading.repairs == [])
      #expect(document(maskedCNPJ(cnpj), .cnpj).document == reading.document)
    }
  }

  /// What is called usual is what readDocument takes without repairing, and only right documents are.
  @Test("The usual forms are taken as they stand", arguments: [nil, DocumentKind.cpf, .cnpj])
  func theUsualFormsAreTakenAsTheyStand(_ declared: DocumentKind?) {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<2_000 {
      let (cpf, cnpj) = (generator.cpf(), generator.cnpj(letters: Bool.random(using: &generator)))
      for text in [cpf, masked(cpf, "...-"), cnpj, maskedCNPJ(cnpj)] {
        for damaged in [text, text.dropLast() + "0", text.dropFirst() + "", " " + text] {
          let reading = readDocument(String(damaged).utf8.span, declared: declared)
          var document: Document?
          let isUsual = readUsualDocument(
            String(damaged).utf8.span, declared: declared, into: &document)
          #expect(document == (isUsual ? reading.document : nil))
          #expect(!isUsual || (reading.fault == nil && reading.repairs == []))
        }
      }
    }
  }

  /// The mathematics of two digits modulo 11: one changed digit escapes a CPF only where a
  /// remainder of 0 and 1 both give 0; with letters, characters of one class modulo 11 are alike.
  @Test("Changed characters are found at the published rates")
  func changedCharactersAreFoundAtThePublishedRates() {
    var generator = SeededGenerator(seed: 3)
    let cpf = undetected(12_000, &generator, "0123456789", .cpf) { $0.cpf() }
    let numeric = undetected(12_000, &generator, "0123456789", .cnpj) { $0.cnpj(letters: false) }
    let letters = undetected(12_000, &generator, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", .cnpj) {
      $0.cnpj(letters: true)
    }
    #expect(cpf < 0.01)
    #expect(numeric < 0.01)
    #expect((0.05...0.09).contains(letters))
  }

  /// Files of fixed width fill fields of 14 and more positions with zeros.
  @Test("Zeros that fill a document up are taken off and reported")
  func zerosThatFillADocumentUpAreTakenOffAndReported() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<500 {
      let (cpf, cnpj) = (generator.cpf(), generator.cnpj(letters: false))
      for width in 12...20 where document(ReferenceArithmetic.pad(cpf, width), .cnpj).fault != nil {
        let reading = document(ReferenceArithmetic.pad(cpf, width))
        #expect(reading.document?.code.description == cpf && reading.repairs == .zerosDropped)
        #expect(document(ReferenceArithmetic.pad(cpf, width), .cpf).document == reading.document)
      }
      for width in 15...20 {
        let reading = document(ReferenceArithmetic.pad(cnpj, width))
        #expect(reading.document?.code.description == cnpj && reading.repairs == .zerosDropped)
      }
    }
    #expect(document("00000000000191").document?.kind == .cnpj)
    // Fourteen digits are written whole; in any other width the zeros say nothing.
    for text in ["000000000000191", "0000074790605302", "0074790605302", "00000004560597170"] {
      #expect(document(text).document?.kind == .cpf, "\(text)")
      #expect(document(text, .cnpj).document?.kind == .cnpj, "\(text)")
    }
    #expect(document("00000000000191", .cpf).document?.kind == .cpf)
    #expect(document("00031020000024").fault == .checkDigit)
    #expect(document("10031020000023", .cpf).fault == .length)
    #expect(document("0012ABC34501DE35").fault == .length)
  }

  @Test("Official alphanumeric example holds")
  func officialAlphanumericExampleHolds() {
    #expect(document("12.ABC.345/01DE-35").document?.kind == .cnpj)
    #expect(document("12ABC34501DE36").fault == .checkDigit)
  }

  @Test("Lower case is raised and reported")
  func lowerCaseIsRaisedAndReported() {
    let reading = document("12abc34501de35")
    #expect(reading.document?.code.description == "12ABC34501DE35")
    #expect(reading.repairs == .upperCased)
  }

  @Test("All letters are accepted", arguments: ["I", "O", "U", "Q", "F"])
  func allLettersAreAccepted(_ letter: String) {
    let root = "1\(letter)345678\(letter)001"
    let fits = (0..<100).filter {
      document(root + ReferenceArithmetic.pad(String($0), 2)).fault == nil
    }
    #expect(fits.count == 1)
  }

  @Test("Lost zeros are restored and counted")
  func lostZerosAreRestoredAndCounted() {
    let one = document("191", .cpf)
    #expect(one.document?.code.description == "00000000191")
    #expect(one.repairs == .zerosRestored)
    #expect(one.writtenCount == 3)
    #expect(document("1234567890", .cpf).document?.code.description == "01234567890")
    #expect(document("191", .cnpj).document?.code.description == "00000000000191")
  }

  @Test("Nothing with a letter is padded")
  func nothingWithALetterIsPadded() {
    #expect(document("2ABC34501DE35", .cnpj).fault == .length)
  }

  @Test("Eleven undeclared digits are a CPF first then a CNPJ")
  func elevenUndeclaredDigitsAreACPFFirstThenACNPJ() {
    #expect(document("39053344705").document?.kind == .cpf)
    // A number both could be: the CPF wins, a declared kind decides.
    #expect(document("00000000191").document?.kind == .cpf)
    #expect(document("00000000191", .cnpj).document?.kind == .cnpj)
  }

  @Test("Eleven digits that are no CPF may be a CNPJ that lost zeros")
  func elevenDigitsThatAreNoCPFMayBeACNPJThatLostZeros() throws {
    var generator = SeededGenerator(seed: 4)
    let tails = (0..<60_000).lazy.map { _ in generator.digits(11) }
    let tail = try #require(
      tails.first { document($0, .cpf).fault != nil && document("000" + $0, .cnpj).fault == nil })
    #expect(document(tail).document?.code.description == "000" + tail)
    #expect(document(tail).repairs == .zerosRestored)
  }

  @Test("One repeated digit is refused", arguments: 0...9)
  func oneRepeatedDigitIsRefused(_ digit: Int) {
    #expect(document(String(repeating: "\(digit)", count: 11), .cpf).fault == .repeated)
    #expect(document(String(repeating: "\(digit)", count: 14), .cnpj).fault == .repeated)
  }

  @Test("A root of zeros is legal")
  func aRootOfZerosIsLegal() {
    #expect(document("00.000.000/0001-91").document != nil)
  }

  @Test(
    "Faults of a document are named",
    arguments: [
      ("", DocumentFault.empty), (" .-/ ", .empty), ("123456789012345", .length),
      ("3.9053E+10", .characters), ("4567RTYFGDD4HG", .characters), ("39053344706", .checkDigit),
      ("390533447050000000000000000000", .length),
    ])
  func faultsAreNamed(_ text: String, _ fault: DocumentFault) {
    #expect(document(text).fault == fault)
  }

  @Test("A declared kind decides")
  func aDeclaredKindDecides() {
    #expect(document("11222333000181", .cpf).fault == .length)
    #expect(document("1234567890A", .cpf).fault == .characters)
  }

  private func masked(_ cpf: String, _ marks: String) -> String {
    let marks = Array(marks)
    let digits = Array(cpf)
    return String(digits[0..<3]) + String(marks[0]) + String(digits[3..<6]) + String(marks[1])
      + String(digits[6..<9]) + String(marks[3]) + String(digits[9...])
  }

  private func maskedCNPJ(_ cnpj: String) -> String {
    let all = Array(cnpj)
    return "\(String(all[0..<2])).\(String(all[2..<5])).\(String(all[5..<8]))"
      + "/\(String(all[8..<12]))-\(String(all[12...]))"
  }

  private func undetected(
    _ count: Int, _ generator: inout SeededGenerator, _ alphabet: String,
    _ kind: DocumentKind,
    _ make: (inout SeededGenerator) -> String
  ) -> Double {
    var passed = 0
    let letters = Array(alphabet)
    for _ in 0..<count {
      var characters = Array(make(&generator))
      let position = Int.random(in: 0..<(characters.count - 2), using: &generator)
      let old = characters[position]
      repeat { characters[position] = generator.pick(letters) } while characters[position] == old
      if document(String(characters), kind).fault == nil { passed += 1 }
    }
    return Double(passed) / Double(count)
  }
}
