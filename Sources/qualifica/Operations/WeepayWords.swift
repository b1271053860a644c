import BulkEngine
import Operations
import VendorHTTP

/// What the operations of Weepay have in common.
extension CommandOperation where Self: WeepayOperation {
  var merchantID: Int? { nil }
  var notificationURL: String? { nil }
}

/// An operation of Weepay.
protocol WeepayOperation: CommandOperation {}

/// Weepay tells test from production by the key alone, and has no sandbox.
struct SandboxMissing: CommandError {
  /// What was to be done: an operation, or `fetch` and its list.
  let operation: String
  /// Whether it only reads.
  var isReading = false

  /// Refuses a run that would go to a sandbox which there is not.
  ///
  /// - Parameter list: what is fetched; nil for a run.
  /// - Throws: ``SandboxMissing``.
  static func refuse(_ settings: RunSettings, reading list: String? = nil) throws {
    guard settings.isOfWeepay, settings.baseURL == nil,
      settings.environment == Endpoint.Environment.sandbox.rawValue
    else { return }
    throw SandboxMissing(
      operation: list.map { "fetch \($0)" } ?? settings.own.offer.name, isReading: list != nil)
  }

  var status: ExitStatus { .configuration }

  var explanation: Explanation {
    Explanation(
      Bilingual(
        "\(operation): Weepay has no documented sandbox, and sandbox is the default. "
          + (isReading ? "Nothing was asked." : "Nothing was sent."),
        "\(operation): a Weepay não tem sandbox documentado, e sandbox é o padrão. "
          + (isReading ? "Nada foi consultado." : "Nada foi enviado.")),
      next: isReading ? Self.nextOfReading : Self.nextOfRun)
  }

  private static let nextOfReading = Bilingual(
    "Use --environment production, or name a host of your own with --base-url.",
    "Use --environment production ou indique um servidor seu com --base-url.")
  private static let nextOfRun = Bilingual(
    "Rehearse with --simulate, name a host of your own with --base-url, or use --environment "
      + "production: real cards.",
    "Ensaie com --simulate, indique um servidor seu com --base-url ou use --environment production: "
      + "cartões reais.")
}

extension RunSettings {
  /// Whether the run speaks to Weepay; not while its operation is not chosen.
  var isOfWeepay: Bool {
    (try? OperationTable.stored(operation))?.offer.family == WeepayWords.family
  }
}

/// Columns and sentences of several of them.
enum WeepayWords {
  static let family = "weepay"

  static func card(_ field: Field) -> OfferedColumn {
    OfferedColumn(
      field, "card token", "token do cartão", "190a3b4c46714e89bb1f735609cc49b4",
      Bilingual(
        "the API's token of a stored card, never a card number",
        "o token que a API deu ao cartão salvo, nunca o número do cartão"))
  }

  static func customer(_ field: Field) -> OfferedColumn {
    OfferedColumn(
      field, "customer's id", "id do cliente", "b4f633962b794ab8b94108620727a686",
      Bilingual(
        "the API's id of the customer, or leave it out and give the CPF or CNPJ",
        "o id do cliente na API; ou omita e informe o CPF ou CNPJ"))
  }

  static func transaction(_ field: Field) -> OfferedColumn {
    OfferedColumn(
      field, "transaction", "id da transação", "004507a3cb2f4be6af99996b5dc3d309",
      Bilingual(
        "the API's id of the transaction: transaction_id in the done.csv of the run that made it",
        "o id da transação na API: transaction_id no done.csv da execução que a criou"))
  }

  static let once = Bilingual(
    "one by one; what it acts on is read before each request and again after a lost answer, and nothing is "
      + "sent where it is done already",
    "uma a uma; o alvo é consultado antes de cada envio e de novo após uma resposta perdida, e nada é "
      + "enviado se já estiver feito")
}
