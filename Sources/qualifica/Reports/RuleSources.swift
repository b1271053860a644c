import BulkEngine

/// Where rules come from, in the language of whoever reads it; names and titles stay as they are.
enum RuleSources {
  /// What the library says in English, longer phrases first.
  private static let portuguese = [
    (
      "Receita Federal: IRPF 2025 program, check of account digits",
      "Receita Federal: programa IRPF 2025, verificação de dígitos de contas"
    ),
    ("(method present, not called)", "(método presente, mas não usado)"),
    ("(2/2 completed, 5/5 incl. requested)", "(2/2 concluídos, 5/5 com os solicitados)"),
    ("aggregate of public payment outcomes", "resultados públicos de pagamentos, agregados"),
    ("in public aggregate", "em resultados públicos agregados"),
    ("aggregate over a public SICONV list", "lista pública do SICONV, agregada"),
    ("table of bank account formats", "tabela de formatos de contas bancárias"),
    (
      "rule + 47 valid and 10 invalid accounts", "regra, com 47 contas válidas e 10 inválidas"
    ),
    ("(8 digits)", "(8 dígitos)"),
    ("(savings table)", "(tabela da poupança)"),
    ("generic rule", "regra genérica"),
    ("(NSGD layout)", "(layout NSGD)"),
    ("Ailos CNAB 240 manual", "Ailos: manual CNAB 240"),
    ("Unicred CNAB manual s.11.1", "Unicred: manual CNAB, seção 11.1"),
    ("laravel-boleto/brcobranca docs", "documentação de laravel-boleto e brcobranca"),
  ]

  static func text(_ source: String, _ language: Language) -> String {
    guard language == .portuguese else { return source }
    return portuguese.reduce(source) { $0.replacing($1.0, with: $1.1) }
  }
}
