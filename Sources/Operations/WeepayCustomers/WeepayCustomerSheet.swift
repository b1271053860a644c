import BrazilianBanking
package import BulkEngine

/// The fields of a sheet of customers.
package enum WeepayCustomerField {
  package static let code = Field(0)
  package static let document = Field(1)
  package static let name = Field(2)
  package static let email = Field(3)
  package static let phone = Field(4)
  package static let birthdate = Field(5)
  package static let street = Field(6)
  package static let streetNumber = Field(7)
  package static let complement = Field(8)
  package static let district = Field(9)
  package static let city = Field(10)
  package static let state = Field(11)
  package static let zipCode = Field(12)
  private static let earlierKey = Field(13)
  private static let earlierStatus = Field(14)

  package static let layout = SheetLayout(
    who + address + SheetField.ofEarlierRun,
    required: [document, name, email, street, city, state, zipCode],
    roles: .init(
      key: code, earlierKey: earlierKey, earlierStatus: earlierStatus, sampled: name),
    objects: ["address"], shortestRecordBytes: 20,
    outputs: OutputLayout(
      [
        "document", "name", "email", "phone", "birthdate", "line1", "line2", "neighborhood", "city",
        "state", "postal_code",
      ].map { OutputLayout.Value($0, isName: ["name", "email", "line1"].contains($0)) },
      keyColumn: "custom_code", results: ["customer_id"]))

  private static let who: [SheetField] = [
    SheetField("custom_code", "code", "código", .identifier, .code),
    SheetField(
      "document", "CPF/CNPJ", "CPF/CNPJ", .identifier, .middle,
      aliases: [
        "cpf", "cnpj", "cpf cnpj", "cnpj cpf", "cpf ou cnpj", "documento", "doc",
        "cpf do cliente", "cpf cnpj do cliente", "documento do cliente", "document number",
        "tax id",
      ]),
    SheetField(
      "name", "name", "nome", .text, .initials,
      aliases: [
        "nome", "cliente", "nome do cliente", "nome cliente", "nome completo", "razao social",
        "customer",
      ]),
    SheetField(
      "email", "e-mail", "e-mail", .text, .initials,
      aliases: ["e mail", "e mail do cliente", "email do cliente", "correio eletronico"]),
    SheetField(
      "phone", "telephone", "telefone", .identifier, .tail,
      aliases: [
        "telefone", "celular", "fone", "tel", "whatsapp", "phone number", "telephone", "mobile",
      ]),
    SheetField(
      "birthdate", "date of birth", "data de nascimento", .other, .shape,
      aliases: [
        "nascimento", "data de nascimento", "data nascimento", "dt nascimento", "birth date",
        "date of birth",
      ]),
  ]

  private static let address: [SheetField] = [
    SheetField(
      "street", "street", "rua", .text, .initials,
      aliases: ["logradouro", "rua", "endereco", "address", "line1"]),
    SheetField(
      "street_number", "house number", "número da casa", .identifier, .shortNumber,
      aliases: [
        "numero", "nº", "no", "n", "num", "numero da casa", "numero do endereco", "house number",
      ]),
    SheetField(
      "complement", "complement", "complemento", .text, .initials,
      aliases: ["complemento", "line2"]),
    SheetField(
      "district", "district", "bairro", .text, .initials, aliases: ["bairro", "neighborhood"]),
    SheetField("city", "city", "cidade", .text, .initials, aliases: ["cidade", "municipio"]),
    SheetField(
      "state", "state", "sigla da UF", .other, .digit,
      aliases: ["uf", "estado", "sigla da uf", "state code"]),
    SheetField(
      "zip_code", "CEP", "CEP", .identifier, .tail,
      aliases: ["cep", "codigo postal", "postal code"]),
  ]
}

/// The values of an outgoing customer, in their order.
enum WeepayCustomerValue: Int {
  case document, name, email, phone, birthdate
  /// In the order of ``CustomerMessage/addressMembers``.
  case firstOfAddress

  static let count = firstOfAddress.rawValue + CustomerMessage.addressMembers.count
}

extension OutgoingRecord {
  subscript(of value: WeepayCustomerValue) -> String { values[value.rawValue] }

  var weepayAddress: [String] {
    Array(values[WeepayCustomerValue.firstOfAddress.rawValue..<WeepayCustomerValue.count])
  }
}

extension FindingSentences {
  /// Of sheets of customers.
  package static let weepayCustomers = FindingSentences(
    WeepayCustomerField.layout,
    FindingCatalogue.cellwise(
      same: Bilingual("the same customer", "o mesmo cliente"),
      [
        .alphanumericCNPJ,
        .init(
          .birthdateRange, "out_of_range",
          "{field} lies in the future or more than 130 years back: correct it.",
          "{o field} está no futuro ou há mais de 130 anos: corrija."),
        .init(
          .phoneForm, "format",
          "{field} is no telephone number with area code, such as (41) 98765-4321: correct it.",
          "{o field} não é um telefone com DDD, como (41) 98765-4321: corrija."),
        .init(
          .postalCodeForm, "format", "{field} has eight digits, such as 80200-100: correct it.",
          "{o field} tem oito dígitos, como 80200-100: corrija."),
        .init(
          .stateUnknown, "unknown", "{field} is to be one of the 27, such as PR.",
          "{o field} deve ser uma das 27, como PR."),
        .init(
          .stateOfOtherCode, "other_state", "the CEP belongs to another state: compare both.",
          "o CEP é de outro estado: compare os dois."),
      ]))
}

/// Reads the rows of a sheet of customers.
struct WeepayCustomerRules: CellwiseRules {
  let settings: WeepayCustomerSettings

  static var sentences: FindingSentences { .weepayCustomers }
  static var totals: Field { WeepayCustomerField.document }
  static var amount: Field? { nil }
  static var verdicts: EarlierRun.Words { EarlierRun.Words(usedUp: ["failed"], taken: ["done"]) }

  static var persons: SheetPersons.Places? {
    .init(
      document: WeepayCustomerValue.document.rawValue, name: WeepayCustomerValue.name.rawValue)
  }

  var repairs: Bool { settings.repairs }

  private static let mostDays = 130 * 366

  func read(_ cells: inout RowCells) -> CellwiseRecord {
    let document =
      cells.has(WeepayCustomerField.document)
      ? cells.weepayDocument(WeepayCustomerField.document)
      : missing(&cells, WeepayCustomerField.document)
    let name = cells.words(WeepayCustomerField.name, isRequired: true, isName: true)
    let email =
      cells.has(WeepayCustomerField.email)
      ? cells.email(WeepayCustomerField.email) : missing(&cells, WeepayCustomerField.email)
    let values = [document, name, email, phone(&cells), birthdate(&cells)] + address(&cells)
    cells.requireHarmless(WeepayCustomerField.code, document: document)
    return CellwiseRecord(values: values, identity: document)
  }

  private func missing(_ cells: inout RowCells, _ field: Field) -> String {
    cells.error(.required, field)
    return ""
  }

  private func phone(_ cells: inout RowCells) -> String {
    guard cells.has(WeepayCustomerField.phone) else { return "" }
    let reading = readTelephone(cells.identifier(WeepayCustomerField.phone).utf8.span)
    guard let number = reading.canonical else {
      cells.error(.phoneForm, WeepayCustomerField.phone)
      return ""
    }
    return number
  }

  private func birthdate(_ cells: inout RowCells) -> String {
    guard let day = cells.day(WeepayCustomerField.birthdate) else { return "" }
    let today = readDate(settings.begunAt.day.utf8.span).date?.daysSince1970 ?? .max
    let age = today - day.daysSince1970
    guard (1...Self.mostDays).contains(age) else {
      cells.error(.birthdateRange, WeepayCustomerField.birthdate)
      return ""
    }
    return day.description
  }

  private func address(_ cells: inout RowCells) -> [String] {
    let street = cells.words(WeepayCustomerField.street, isRequired: true)
    let number = cells.identifier(WeepayCustomerField.streetNumber)
    let state = readFederativeUnit(cells.peek(WeepayCustomerField.state).utf8.span)
    if !cells.has(WeepayCustomerField.state) {
      cells.error(.required, WeepayCustomerField.state)
    } else if state.unit == nil {
      cells.error(.stateUnknown, WeepayCustomerField.state)
    }
    var code = ""
    if cells.has(WeepayCustomerField.zipCode) {
      let reading = readPostalCode(cells.identifier(WeepayCustomerField.zipCode).utf8.span)
      code = reading.code?.description ?? ""
      if code.isEmpty { cells.error(.postalCodeForm, WeepayCustomerField.zipCode) }
      if reading.repairs.contains(.zerosRestored) {
        cells.repair(.zerosRestored, WeepayCustomerField.zipCode)
      }
      if let unit = state.unit, let other = reading.unit, unit != other {
        cells.warning(.stateOfOtherCode, WeepayCustomerField.state)
      }
    } else {
      cells.error(.required, WeepayCustomerField.zipCode)
    }
    return [
      number.isEmpty ? street : "\(street), \(number)", cells.words(WeepayCustomerField.complement),
      cells.words(WeepayCustomerField.district),
      cells.words(WeepayCustomerField.city, isRequired: true), state.unit?.rawValue ?? "", code,
    ]
  }
}

/// What a run of customers is started with and keeps for its life.
package struct WeepayCustomerSettings: Sendable, Equatable, Codable {
  /// Whether a value may be repaired; otherwise that is an error.
  package var repairs = true
  /// When the run began, in Brasília: who is born later is rejected.
  package var begunAt: BrasiliaTime

  package init(begunAt: BrasiliaTime) {
    self.begunAt = begunAt
  }

  /// - Throws: `DecodingError` when `settings` are not those of this operation.
  package init(_ settings: OperationSettings) throws {
    self = try settings.decoded(as: Self.self)
    guard settings.name == WeepayCustomers.name else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: [], debugDescription: "settings of another operation"))
    }
  }

  /// As the journal keeps them.
  package var stored: OperationSettings {
    OperationSettings(name: WeepayCustomers.name, variant: WeepayCustomers.name, self)
  }
}
