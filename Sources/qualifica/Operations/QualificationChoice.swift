import BrazilianBanking
import BulkEngine
import Operations
import VendorHTTP
import Spreadsheets

/// Data qualification, as the command offers it.
struct QualificationChoice: CommandOperation {
  static var layout: SheetLayout { .payees }
  static var statuses: StatusTable { DataQualification.statuses }
  var callbacks: CallbackScheme? { .body { StatusCallback(body: $0)?.record } }

  private let settings: DataQualificationSettings

  init(_ wishes: OperationWishes, readsFiles: Bool) throws {
    let service = wishes[.service].flatMap { NumberText.whole($0) } ?? 1
    let check = CheckSettings(
      digits: wishes[.digits].flatMap(DigitPolicy.init(rawValue:)) ?? .confident,
      repairs: !wishes.isOn(.noRepair), language: wishes.language,
      needsAmount: DataQualification(serviceID: service).traits.needsAmount)
    let bankList = readsFiles ? wishes[.banksFile].map { SystemPath.absolute($0) } : nil
    settings = DataQualificationSettings(
      service: service, merchantID: wishes.merchantID, notificationURL: wishes[.notificationURL],
      check: check, bankList: try bankList.map { try BankListFile.read($0).file })
  }

  init(stored: OperationSettings) throws {
    settings = try DataQualificationSettings(stored)
  }

  var stored: OperationSettings { settings.stored }
  var operation: any BulkOperation { DataQualification(settings) }
  var layoutCheck: any SheetCheck { PayeeCheck(settings.check) }

  func check() throws -> any SheetCheck {
    PayeeCheck(settings.check, directory: try settings.banks())
  }

  var rules: String { CheckRules.fingerprint(bankList: settings.bankList) }
  var merchantID: Int? { settings.merchantID }
  var notificationURL: String? { settings.notificationURL }
  var service: Int? { settings.service }

  func text(of setting: Setting) -> String {
    switch setting {
    case .service: "\(settings.service)"
    case .merchantID: settings.merchantID.map { "\($0)" } ?? ""
    case .notificationURL: settings.notificationURL ?? ""
    case .digits: settings.check.digits.rawValue
    case .noRepair: settings.check.repairs ? "" : "--\(setting.rawValue)"
    case .banksFile: settings.bankList?.path ?? ""
    default: ""
    }
  }

  // MARK: Words

  private static let microDeposits = Noun(
    "micro deposit", "micro deposits", "microdepósito", "microdepósitos")
  private static let deposits = Noun("deposit", "deposits", "depósito", "depósitos")

  func money(_ plan: PlanTotals, _ language: Language) -> String {
    let service = settings.service
    switch service {
    case 1:
      return language.pick("service 1: no money moves", "serviço 1: não movimenta dinheiro")
    case 2, 3:
      let count = language.counted(plan.planned, Self.microDeposits)
      return language.pick(
        "service \(service): \(count), the amount is the vendor's",
        "serviço \(service): \(count), com valor definido pelo fornecedor")
    default:
      let total = AmountText.money(plan.amountInCents ?? 0, language)
      let count = language.counted(plan.planned, Self.deposits)
      return language.pick(
        "service \(service): \(count), \(total) in all",
        "serviço \(service): \(count), \(total) no total")
    }
  }

  private static let columns: [OfferedColumn] = [
    OfferedColumn(
      .customCode, "reference", "código", "F-0001",
      Bilingual(
        "your own code: letters, digits, - and _, at most 45; without the column codes are made",
        "código seu: letras, dígitos, - e _, no máximo 45; sem a coluna, os códigos são gerados")),
    OfferedColumn(
      .name, "name", "nome", "Aurélia Exemplo",
      Bilingual("of the account's holder", "do titular da conta")),
    OfferedColumn(
      .document, "CPF/CNPJ", "CPF/CNPJ", "310.427.977-22",
      Bilingual(
        "with or without dots; zeros in front matter", "com ou sem pontos; zeros à esquerda valem")
    ),
    OfferedColumn(
      .bankCode, "bank", "banco", "001",
      Bilingual("three digits, the ISPB or the name", "três dígitos, o ISPB ou o nome")),
    OfferedColumn(
      .bankBranch, "branch", "agência", "1234", Bilingual("four digits", "quatro dígitos")),
    OfferedColumn(
      .bankBranchDigit, "branch digit", "dígito da agência", "",
      Bilingual("where the bank has one", "se o banco usa")),
    OfferedColumn(
      .account, "account", "conta", "12345678",
      Bilingual(
        "without its digit, or with it behind a hyphen",
        "sem o dígito, ou com ele depois de um hífen")),
    OfferedColumn(
      .accountDigit, "account digit", "dígito da conta", "9",
      Bilingual("the check digit", "o dígito verificador")),
    OfferedColumn(
      .accountType, Bilingual("account type", "tipo de conta"),
      .text(Bilingual("Checking", "Corrente")),
      Bilingual("checking or savings", "corrente ou poupança")),
    OfferedColumn(
      .amount, "amount", "valor", "1,00",
      Bilingual("in reais, R$ 0.01 to 150,000.00", "em reais, de R$ 0,01 a 150.000,00")),
  ]

  static let offer = OperationOffer(
    name: "data-qualification", family: "payout",
    title: Bilingual(
      "checks payees and qualifies their bank accounts",
      "verifica favorecidos e qualifica suas contas bancárias"),
    columns: columns,
    conditions: Bilingual(
      "amount is required with --service 4 and 5", "valor é obrigatório com --service 4 e 5"),
    settings: [.service, .merchantID, .notificationURL, .digits, .noRepair, .banksFile],
    money: Bilingual(
      "services 2 to 5 deposit money; service 1 moves none",
      "os serviços de 2 a 5 depositam dinheiro; o serviço 1 não movimenta nenhum"),
    sending: Bilingual(
      "in batches; what is in doubt is looked up by its code and sent again only when it is proven absent",
      "em lotes; o que fica em dúvida é consultado pelo código e só é reenviado se estiver comprovadamente "
        + "ausente"),
    done: Bilingual(
      "the API found it valid (5), invalid (6) or not verifiable (7)",
      "a API a considerou válida (5), inválida (6) ou não verificável (7)"),
    isPayroll: true,
    consent: Bilingual("This moves money", "Este envio movimenta dinheiro"),
    words: OperationWords(
      use: Bilingual("pay with {file}", "pague com {file}"),
      rehearsedUse: Bilingual(
        "Of a real run you would pay with {file}",
        "Em uma execução real, o pagamento seria feito com {file}"),
      rehearsal: Bilingual("pay nobody by it", "não pague com base nele"),
      nothing: Bilingual("There is nothing to pay", "Não há nada a pagar"),
      none: Bilingual(
        "none; there is nobody to pay and nothing to correct.",
        "nenhum; não há ninguém a pagar nem nada a corrigir."),
      allGood: Bilingual("Ready to pay", "Pode pagar"),
      someGood: Bilingual(
        "Pay what is good, correct the rest", "Pague os que estão certos e corrija os outros"),
      noneGood: Bilingual("Correct before you pay", "Corrija antes de pagar"),
      total: Bilingual("To pay", "A pagar"),
      totalAmount: Bilingual("Amount to pay", "Valor a pagar"),
      way: Bilingual("From the sheet to the payment", "Da planilha ao pagamento"),
      payable: Bilingual("everybody to pay, once", "todos os que devem ser pagos, uma vez")))
}
