import BulkEngine

/// What profiles say of themselves and of their settings. Their JSON is the same in every language and
/// says it in English; what the profiles of the binary say, copies of them included, has Portuguese words.
enum ProfileWords {
  static func text(_ english: String, _ language: Language) -> String {
    language == .portuguese ? portuguese[english] ?? english : english
  }

  static let portuguese = titles.merging(settings) { $1 }

  private static let titles = [
    "Every field in its own column, as valid.csv has them; the start of a profile of your own":
      "Cada campo em sua coluna, como em valid.csv; bom ponto de partida para um perfil seu",
    "TOTVS RM Labore: payment account of an employee, columns of table PFUNC; set their order to the "
      + "importer's":
      "TOTVS RM Labore: conta de pagamento do funcionário, colunas da tabela PFUNC; ajuste a ordem à do "
      + "importador",
    "Senior HCM: bank, branch, account and digit in columns of their own; set their order to the import "
      + "screen's":
      "Senior HCM: banco, agência, conta e dígito em colunas separadas; ajuste a ordem à da tela de "
      + "importação",
    "Oracle HCM Data Loader, ExternalBankAccount.dat: accounts, without the lines of their owners":
      "Oracle HCM Data Loader, ExternalBankAccount.dat: contas, sem as linhas dos titulares",
    "SAP HCM infotype 0009 (bank details) as a flat file for LSMW: how Brazil composes BANKL is a custom "
      + "of each customer":
      "SAP HCM, infotipo 0009 (dados bancários), em arquivo texto para LSMW: a composição de BANKL no "
      + "Brasil varia de cliente para cliente",
    "CNAB 240, salaries: credit in account at the payer's bank, TED to others; the dialect follows the "
      + "payer's bank":
      "CNAB 240, salários: crédito em conta no banco do pagador, TED para os demais; o dialeto segue o "
      + "banco do pagador",
    "One record of 150 positions each, no header; the start of a layout of your own":
      "Um registro de 150 posições por pessoa, sem cabeçalho; bom ponto de partida para um layout seu",
  ]

  private static let settings = [
    "the owner name that your Oracle administrator registered for loads":
      "o nome de owner que o administrador do Oracle cadastrou para cargas",
    "first day on which the account counts, for example 2026-01-01":
      "primeiro dia em que a conta vale, por exemplo 2026-01-01",
    "subtype of the infotype; 0 without it": "subtipo do infotipo; sem ela, 0",
    "payment method (ZLSCH); T without it": "forma de pagamento (ZLSCH); sem ela, T",
    "the payer's bank, three digits: decides the dialect (237, 341, 033, 104, others FEBRABAN)":
      "o banco do pagador, três dígitos: define o dialeto (237, 341, 033, 104; os demais, FEBRABAN)",
    "the payer's bank, three digits": "o banco do pagador, três dígitos",
    "the payer's CNPJ or CPF": "o CNPJ ou CPF do pagador",
    "the payer's name, 30 characters": "o nome do pagador, 30 caracteres",
    "the payer's branch, without digit": "a agência do pagador, sem o dígito",
    "digit of the branch, where the bank has one": "o dígito da agência, se o banco tiver",
    "the payer's account, without digit": "a conta do pagador, sem o dígito",
    "digit of the account": "o dígito da conta",
    "digit of branch and account together, where the bank wants it":
      "o dígito de agência e conta juntas, se o banco pedir",
    "the payer's agreement with the bank, as the bank says (Santander: 0033 + branch + 12 digits)":
      "o convênio do pagador com o banco, como o banco informa (Santander: 0033 + agência + 12 dígitos)",
    "day of payment, 2026-01-31": "o dia do pagamento, 2026-01-31",
    "day of payment": "o dia do pagamento",
    "running number of the file; 1 without it": "número sequencial do arquivo; sem ela, 1",
    "name of the bank in the header": "nome do banco no cabeçalho",
    "kind of service; 30 (salaries) without it, 20 for suppliers":
      "tipo de serviço; sem ela, 30 (salários); 20 para fornecedores",
    "purpose of a TED; 00004 (salaries) without it, 00005 for suppliers":
      "finalidade da TED; sem ela, 00004 (salários); 00005 para fornecedores",
  ]
}
