import BulkEngine
import Foundation
import Operations
import Spreadsheets

/// What the two operations on recipients have in common.
struct ChosenRecipients {
  static let noun = Noun("recipient", "recipients", "recebedor", "recebedores")
  static let ownSettings: [Setting] = [
    .merchantID, .branchDigitZero, .digits, .noRepair, .banksFile,
  ]
  static let conditions = Bilingual(
    "the API needs every column; --merchant-id says whose recipients they are; a branch without digit is sent "
      + "with 0 only with --branch-digit-zero",
    "a API exige todas as colunas; --merchant-id diz de quem são os recebedores; uma agência sem dígito só é "
      + "enviada com 0 com --branch-digit-zero")

  let settings: RecipientSettings

  init(_ wishes: OperationWishes, isUpdate: Bool, readsFiles: Bool) throws {
    let check = CheckSettings(
      digits: wishes[.digits].flatMap(DigitPolicy.init(rawValue:)) ?? .confident,
      repairs: !wishes.isOn(.noRepair), language: wishes.language)
    var settings = RecipientSettings(
      isUpdate: isUpdate, merchantID: wishes.merchantID ?? 0, check: check)
    settings.zeroBranchDigit = wishes.isOn(.branchDigitZero)
    let bankList = readsFiles ? wishes[.banksFile].map { SystemPath.absolute($0) } : nil
    settings.bankList = try bankList.map { try BankListFile.read($0).file }
    self.settings = settings
  }

  init(_ stored: OperationSettings) throws { settings = try RecipientSettings(stored) }

  func check() throws -> any SheetCheck {
    Recipients.check(settings, directory: try settings.banks())
  }

  var rules: String {
    CheckRules.fingerprint(bankList: settings.bankList) + Recipients.rules
  }

  var merchantID: Int? { settings.merchantID == 0 ? nil : settings.merchantID }

  func requireSending() throws {
    guard merchantID == nil else { return }
    throw SettingError(
      .merchantID, "the address of recipients names the client: give it",
      "o endereço dos recebedores indica o cliente: informe-o")
  }

  func text(of setting: Setting) -> String {
    switch setting {
    case .merchantID: merchantID.map { "\($0)" } ?? ""
    case .branchDigitZero: settings.zeroBranchDigit ? "--\(setting.rawValue)" : ""
    case .digits: settings.check.digits.rawValue
    case .noRepair: settings.check.repairs ? "" : "--\(setting.rawValue)"
    case .banksFile: settings.bankList?.path ?? ""
    default: ""
    }
  }

  static let columns: [OfferedColumn] =
    QualificationChoice.offer.columns.filter {
      ![Field.customCode, .amount, .bankBranchDigit].contains($0.field)
    } + [
      OfferedColumn(
        .bankBranchDigit, "branch digit", "dígito da agência", "3",
        Bilingual("needed; see --branch-digit-zero", "obrigatório; veja --branch-digit-zero")),
      OfferedColumn(
        .pixKey, "Pix key", "chave Pix", "aurelia@example.org",
        Bilingual(
          "a CPF or CNPJ must be that of the row", "um CPF ou CNPJ deve ser o da própria linha")),
      OfferedColumn(
        RecipientField.email, "e-mail", "e-mail", "aurelia@example.org",
        Bilingual("of the recipient", "do recebedor")),
    ]

  static func words(
    use: Bilingual, total: Bilingual, all: Bilingual, nothing: Bilingual
  ) -> OperationWords {
    OperationWords(
      use: use,
      rehearsedUse: Bilingual(
        "Of a real run {file} would have the results",
        "Em uma execução real, {file} traria os resultados"),
      rehearsal: Bilingual("nothing of it is real", "nada dele é real"), nothing: nothing,
      none: Bilingual(
        "none; nothing was done, and there is nothing to correct.",
        "nenhum; nada foi feito, e não há nada a corrigir."),
      allGood: all,
      someGood: Bilingual("Correct the rest", "Corrija as outras linhas"),
      noneGood: Bilingual("Correct the sheet", "Corrija a planilha"), total: total,
      totalAmount: Bilingual("Amount", "Valor"),
      way: Bilingual("From the sheet to the recipients", "Da planilha aos recebedores"),
      payable: Bilingual("every recipient, once", "todos os recebedores, uma vez"))
  }
}
