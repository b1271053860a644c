/// The places the rules were learnt from, as reports name them.
extension String {
  static let icatu = "Icatu: Regras de validação de agência e conta (PDF)"
  static let irpf = "Receita Federal: IRPF 2025 program, check of account digits"
  static let wirecard = "wirecardBrasil/bank-account-validator-js"
  static let desmond = "wirecardBrasil/desmond"
  static let filwaitman = "filwaitman/bank-account-validator"
  static let heimdall = "luizalabs/heimdall"
  static let branChecker = "Xerpa/bran_checker"
  static let bioritmo = "bioritmo/banking_data_validator"
  static let beeDelivery = "bee-delivery/bank-account-validator"
  static let brcobranca = "kivanio/brcobranca"
  static let laravelBoleto = "eduardokum/laravel-boleto"
  static let fintechLoan = "marivilasboass/fintech-loan"
  static let iugu = "iugu: table of bank account formats"
  static let payments = "aggregate of public payment outcomes (2020)"
}
