import ArgumentParser
import BulkEngine
import Operations

/// What the sheet is for.
struct OperationOptions: ParsableArguments {
  @Option(
    help: .said(
      "What the sheet is for; 'qualifica operations' lists them. Default: data-qualification.",
      "Para que serve a planilha; 'qualifica operations' lista as operações. Padrão: data-qualification.",
      value: ("name", "nome")), completion: .list(OperationTable.names))
  var operation: String?

  @OptionGroup var charges: ChargeOptions
  @OptionGroup var cards: CardOptions
  @OptionGroup var recipients: RecipientOptions
}

/// What all debits of a run have.
struct CardOptions: ParsableArguments {
  @Option(
    help: .said(
      "weepay-transaction: the name on the statement, where a row has none.",
      "weepay-transaction: o nome na fatura das linhas que não trazem um.",
      value: ("company", "empresa")))
  var statementDescriptor: String?

  @Flag(
    help: .said(
      "weepay-transaction: only authorises the cards; weepay-capture debits them.",
      "weepay-transaction: só autoriza os cartões; weepay-capture faz a cobrança."))
  var noCapture = false
}

/// What all recipients of a run have.
struct RecipientOptions: ParsableArguments {
  @Flag(
    help: .said(
      "recipient-update, recipient-create: send 0 where a branch has no digit; the API needs one.",
      "recipient-update, recipient-create: envia 0 quando a agência não tem dígito; a API exige um."
    ))
  var branchDigitZero = false
}

/// What all charges of a run have.
struct ChargeOptions: ParsableArguments {
  @Option(
    help: .said(
      "charge: the type of all charges, instead of the sheet's column.",
      "charge: o tipo de todas as cobranças, em vez da coluna da planilha.",
      value: ("pix|boleto", "pix|boleto")), completion: .list(ChargeType.allCases.map(\.rawValue)))
  var chargeType: String?

  @OptionGroup var sender: SenderOptions

  @Option(
    help: .said(
      "charge: who pays the refund of a charge that is split.",
      "charge: quem arca com a devolução de uma cobrança dividida.", value: ("mode", "modo")),
    completion: .list(RefundMode.allCases.map(\.rawValue)))
  var refundMode: String?

  @Option(
    help: .said(
      "charge: goes on until every charge is paid and credited, or never will be.",
      "charge: segue até cada cobrança ser paga e creditada ou não poder mais ser paga.",
      more: (
        """
        Within --wait; 'resume' goes on later, and 'listen' waits for the API's callbacks. Without it the \
        run ends when the charges exist.
        """,
        """
        Dentro de --wait; 'resume' continua depois, e 'listen' espera os callbacks da API. Sem a opção, a \
        execução termina quando as cobranças existem.
        """
      ), value: ("paid", "paid")), completion: .list(ChargeEnd.allCases.map(\.rawValue)))
  var until: String?

  @Option(
    help: .said(
      "charge: a folder that gets each boleto as a page to print, <key>.html.",
      "charge: uma pasta que recebe cada boleto como página para imprimir, <chave>.html.",
      more: (
        """
        Readable by you only, since they show persons and bills. The pages are the API's own: nothing \
        opens them.
        """,
        """
        Só você pode lê-las, pois mostram pessoas e cobranças. As páginas são da própria API: nada as \
        abre.
        """
      ), value: ("folder", "pasta")), completion: .directory)
  var printables: String?
}

/// Who gets the money of all bills of a run.
struct SenderOptions: ParsableArguments {
  @Option(
    help: .said(
      "charge: who gets the money, on the bill; boletos need it.",
      "charge: o nome do beneficiário que aparece na cobrança; boletos exigem.",
      value: ("company", "empresa")))
  var senderName: String?

  @Option(
    help: .said(
      "charge: the CPF or CNPJ of the same; boletos need it.",
      "charge: o CPF ou CNPJ do beneficiário; boletos exigem.", value: ("tax number", "documento")))
  var senderDocument: String?

  @Option(
    help: .said(
      "charge: where payers ask, such as a telephone number.",
      "charge: o contato para quem paga, como um telefone.", value: ("contact", "contato")))
  var senderHelpdesk: String?
}

extension OperationWishes {
  /// What the options of `run` and `resume` say.
  ///
  /// - Throws: ``SettingError``.
  init(
    _ options: OperationOptions, _ reading: ReadingOptions, _ bankList: BankListOptions,
    _ connection: ConnectionOptions, _ sources: SettingSources, language: Language
  ) throws {
    try self.init(options, reading, bankList, sources, language: language)
    try take(.merchantID, connection.merchantID, sources)
    try take(.notificationURL, connection.notificationURL, sources)
    environment = try connection.endpoint.environmentName(sources)
    sends = true
    hasOwnHost = try connection.endpoint.address(sources) != nil
  }

  /// What the options of `check` say.
  ///
  /// - Throws: ``SettingError``.
  init(
    _ options: OperationOptions, _ reading: ReadingOptions, _ bankList: BankListOptions,
    _ sources: SettingSources, language: Language
  ) throws {
    try self.init(operation: options.operation, sources, language: language)
    try take(.service, reading.service, sources)
    try take(.digits, reading.digits, sources)
    take(.noRepair, reading.noRepair, sources)
    try take(.banksFile, bankList.banksFile, sources)
    try take(.merchantID, nil, sources)
    take(.branchDigitZero, options.recipients.branchDigitZero, sources)
    let charges = options.charges
    try take(.chargeType, charges.chargeType, sources)
    try take(.senderName, charges.sender.senderName, sources)
    try take(.senderDocument, charges.sender.senderDocument, sources)
    try take(.senderHelpdesk, charges.sender.senderHelpdesk, sources)
    try take(.refundMode, charges.refundMode, sources)
    try take(.until, charges.until, sources)
    try take(.statementDescriptor, options.cards.statementDescriptor, sources)
    take(.noCapture, options.cards.noCapture, sources)
    try take(.printables, charges.printables, sources)
  }
}
