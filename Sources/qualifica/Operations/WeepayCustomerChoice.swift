import BulkEngine
import Foundation
import Operations
import Simulator
import Spreadsheets

/// Customers of Weepay, as the command offers them.
struct WeepayCustomerChoice: WeepayOperation {
  static var layout: SheetLayout { WeepayCustomerField.layout }
  static var statuses: StatusTable { WeepayCustomers.statuses }

  private let settings: WeepayCustomerSettings

  init(_ wishes: OperationWishes, readsFiles: Bool) throws {
    var settings = WeepayCustomerSettings(begunAt: BrasiliaTime(Date()))
    settings.repairs = !wishes.isOn(.noRepair)
    self.settings = settings
  }

  init(stored: OperationSettings) throws { settings = try WeepayCustomerSettings(stored) }

  var stored: OperationSettings { settings.stored }
  var distinguishing: OperationSettings {
    var settings = settings
    settings.begunAt = BrasiliaTime(.distantPast)
    return settings.stored
  }
  var operation: any BulkOperation { WeepayCustomers(settings) }
  var layoutCheck: any SheetCheck { WeepayCustomers.check(settings) }
  func check() -> any SheetCheck { WeepayCustomers.check(settings) }
  var rules: String { WeepayCustomers.rules }

  func text(of setting: Setting) -> String {
    setting == .noRepair && !settings.repairs ? "--\(setting.rawValue)" : ""
  }

  private static let customers = Noun("customer", "customers", "cliente", "clientes")

  func money(_ plan: PlanTotals, _ language: Language) -> String {
    let customers = language.counted(plan.planned, Self.customers)
    return language.pick(
      "makes or updates \(customers): no money moves",
      "cadastra ou atualiza \(customers): não movimenta dinheiro")
  }

  static let offer = OperationOffer(
    name: "weepay-customer", family: WeepayWords.family,
    title: Bilingual(
      "makes and updates customers (Weepay)", "cadastra e atualiza clientes (Weepay)"),
    columns: columns, settings: [.noRepair],
    money: Bilingual("no money moves", "não movimenta dinheiro"),
    sending: Bilingual(
      "one by one, each is searched by document first: made where there is none, updated where the data "
        + "differ, left alone where they are the same; telephone and birth date stay where the sheet has none",
      "um a um, com busca prévia pelo documento: cadastra se não existir, atualiza se os dados forem outros e "
        + "não envia nada se forem iguais; telefone e nascimento ficam como estão se a planilha não os tiver"
    ),
    done: Bilingual("the API has the same data", "a API tem os mesmos dados"),
    consent: Bilingual("This changes customers", "Este envio altera clientes"),
    words: OperationWords(
      use: Bilingual("the ids are in {file}", "os ids estão em {file}"),
      rehearsedUse: Bilingual(
        "Of a real run you would find the ids in {file}",
        "Em uma execução real, os ids estariam em {file}"),
      rehearsal: Bilingual("use none of its ids", "não use nenhum id dele"),
      nothing: Bilingual("No customer was changed", "Nenhum cliente foi alterado"),
      none: Bilingual(
        "none; no customer was changed, and there is nothing to correct.",
        "nenhum; nenhum cliente foi alterado, e não há nada a corrigir."),
      allGood: Bilingual("Every customer is up to date", "Todos os clientes estão em dia"),
      someGood: Bilingual("Correct the rest", "Corrija as outras linhas"),
      noneGood: Bilingual("Correct the customers", "Corrija os clientes"),
      total: Bilingual("Up to date", "Clientes em dia"),
      totalAmount: Bilingual("Amount", "Valor"),
      way: Bilingual("From the sheet to the customers", "Da planilha aos clientes"),
      payable: Bilingual("every customer, once", "todos os clientes, uma vez")))

  private static let columns: [OfferedColumn] = [
    OfferedColumn(
      WeepayCustomerField.document, "CPF/CNPJ", "CPF/CNPJ", "310.427.977-22",
      Bilingual(
        "with or without dots; no CNPJ with letters",
        "com ou sem pontos; CNPJ com letras não é aceito")
    ),
    OfferedColumn(
      WeepayCustomerField.name, "name", "nome", "Aurélia Exemplo",
      Bilingual("the whole name", "o nome completo")),
    OfferedColumn(
      WeepayCustomerField.email, "e-mail", "e-mail", "aurelia@example.org",
      Bilingual("required by the API", "exigido pela API")),
    OfferedColumn(
      WeepayCustomerField.phone, "telephone", "telefone", "(41) 98765-4321",
      Bilingual("with area code; may be empty", "com DDD; pode ficar em branco")),
    OfferedColumn(
      WeepayCustomerField.birthdate, "date of birth", "data de nascimento", "31/01/1990",
      Bilingual("may be empty", "pode ficar em branco")),
    OfferedColumn(WeepayCustomerField.street, "street", "rua", "Rua Inventada", required),
    OfferedColumn(
      WeepayCustomerField.streetNumber, "house number", "número", "10",
      Bilingual("goes behind the street", "vai depois da rua")),
    OfferedColumn(
      WeepayCustomerField.complement, "complement", "complemento", "",
      Bilingual("may be empty", "pode ficar em branco")),
    OfferedColumn(
      WeepayCustomerField.district, "district", "bairro", "Centro",
      Bilingual("may be empty", "pode ficar em branco")),
    OfferedColumn(WeepayCustomerField.city, "city", "cidade", "Curitiba", required),
    OfferedColumn(WeepayCustomerField.state, "state", "UF", "PR", required),
    OfferedColumn(WeepayCustomerField.zipCode, "CEP", "CEP", "80200-100", required),
  ]

  private static let required = Bilingual("required by the API", "exigido pela API")
}
