import ArgumentParser
import BrazilianBanking
import BulkEngine
import Foundation
import Operations
import Spreadsheets

/// `qualifica fetch KIND`
struct FetchCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    .said(
      "fetch",
      (
        "Download a list of the API as CSV, NDJSON or XLSX.",
        "Baixa uma lista da API em CSV, NDJSON ou XLSX."
      ),
      more: (
        """
        KIND is charges, refunds, subscriptions, statement, balance, qualifications, transactions or \
        transfers. Nothing is changed at the API. A fetch that was stopped goes on where it was: give the \
        same command again. Days are those that the API prints. The file holds people's data: mode 0600.
        """,
        """
        TIPO é charges (cobranças), refunds (estornos), subscriptions (assinaturas), statement (extrato), \
        balance (saldo), qualifications (qualificações), transactions (transações) ou transfers \
        (transferências). Nada muda na API. Um download interrompido continua de onde parou: execute o \
        mesmo comando de novo. Os dias são os que a API mostra. O arquivo contém dados pessoais: modo 0600.
        """
      ),
      examples: [
        "qualifica fetch charges --from 2026-11-01 --to 2026-11-30 --output charges.xlsx",
        "qualifica fetch statement --merchant-id 477 --run payroll.qualifica --output deposits.csv",
      ])
  }

  @Argument(
    help: .said("What to download.", "O que baixar.", value: ("kind", "tipo")),
    completion: .list(Reading.allCases.map(\.rawValue)))
  var kind: String

  @Option(
    name: .shortAndLong,
    help: .said(
      "The file; its ending decides: .csv, .ndjson or .xlsx. A list of an earlier fetch is replaced.",
      "O arquivo; a extensão decide: .csv, .ndjson ou .xlsx. A lista de um download anterior é substituída.",
      value: ("file", "arquivo")), completion: .file())
  var output: String

  @Option(
    help: .said(
      "The first day, such as 2026-11-01.", "O primeiro dia, como 2026-11-01 ou 01/11/2026.",
      value: ("date", "data")))
  var from: String?

  @Option(
    help: .said(
      "The last day, itself included. Default: today.", "O último dia, inclusive. Padrão: hoje.",
      value: ("date", "data")))
  var to: String?

  @Flag(
    help: .said(
      "charges, refunds: the days are those of the latest change, not of the creation.",
      "charges, refunds: as datas são as da última alteração, não as da criação.",
      more: (
        "What was paid or canceled since the last fetch: --changed --from DAY.",
        "O que foi pago ou cancelado desde o último download: --changed --from DATA."
      )))
  var changed = false

  @Option(
    help: .said(
      "statement: compares the deposits of the run in this folder with the statement.",
      "statement: compara os depósitos da execução desta pasta com o extrato.",
      more: (
        "Column q_match: matched, missing (a valid record without a deposit) or surplus (a deposit that "
          + "no record explains). Ends with 1 where there is a missing or a surplus one.",
        "Coluna q_match: matched (conferido), missing (registro válido sem depósito) ou surplus (depósito "
          + "que nenhum registro explica). Termina com 1 se houver missing ou surplus."
      ), value: ("run", "pasta")), completion: .directory)
  var run: String?

  @Option(
    help: .said(
      "csv, ndjson or xlsx, whatever the file is called.",
      "csv, ndjson ou xlsx, seja qual for o nome do arquivo.", value: ("format", "formato")),
    completion: .list(FetchFormat.allCases.map(\.rawValue)))
  var format: String?

  @Flag(
    help: .said(
      "Write amounts with a comma: 1234,50 instead of 1234.50.",
      "Escreve valores com vírgula: 1234,50 em vez de 1234.50."))
  var decimalComma = false

  @Option(
    help: .said(
      "Delimiter of the CSV: a character, or tab. Default: ;.",
      "Delimitador do CSV: um caractere, ou tab. Padrão: ;.", value: ("character", "caractere")))
  var outputDelimiter: String?

  @Option(
    help: .said(
      "Encoding of the CSV. Default: utf-8-sig (with byte order mark, for Excel).",
      "Codificação do CSV. Padrão: utf-8-sig (com BOM, para o Excel).",
      value: ("encoding", "codificação")),
    completion: .list(TextEncoding.namesForPeople + ["utf-8-sig"]))
  var outputEncoding: String?

  @OptionGroup(title: OptionTitle.api) var connection: FetchConnectionOptions
  @OptionGroup(title: OptionTitle.tokenAndTrust) var token: TokenOptions
  @OptionGroup(title: OptionTitle.messages) var messages: MessageOptions

  func run() async throws {
    let sources = try SettingSources()
    let messages = try messages.settings(sources)
    guard let reading = Reading(rawValue: kind.lowercased()) else {
      throw UnknownReading(name: kind)
    }
    let file = try fileWishes(sources)
    var reconciliation: Reconciliation?
    if let run { reconciliation = try await Reconciliation(folder: run) }
    var wishes = Reading.Wishes(
      from: try Self.day(from, "from"), to: try Self.day(to, "to"),
      merchantID: try connection.merchant(sources) ?? reconciliation?.merchantID,
      areDaysOfChange: changed)
    try require(reading, wishes)
    if let reconciliation {
      wishes.entity = Reading.depositEntity
      wishes.from = wishes.from ?? reconciliation.firstDay
    }
    try EarlierList.requireReplaceable(output)
    try FetchedFiles.note(output, for: run.map { RunFolder(path: $0) })
    let link = try connection.link(
      reading, run: reconciliation?.settings, folder: RunFolder(path: run ?? "."), token, sources)
    try await FetchSession(
      reading: reading, wishes: wishes, file: file, reconciliation: reconciliation, link: link,
      messages: messages
    ).perform()
  }

  private func require(_ reading: Reading, _ wishes: Reading.Wishes) throws {
    func refuse(_ option: String, _ english: String, _ portuguese: String) -> SettingError {
      SettingError(option, .flag, Bilingual(english, portuguese))
    }
    if run != nil, reading != .statement {
      throw refuse(
        "run", "only 'fetch statement' compares with a run",
        "só 'fetch statement' compara com uma execução")
    }
    if reading.needsMerchant, wishes.merchantID == nil {
      throw refuse(
        "merchant-id", "the address of \(reading.rawValue) names the account: give it",
        "o endereço de \(reading.rawValue) indica a conta: informe-a")
    }
    if reading.needsDays, wishes.from == nil, run == nil {
      throw refuse(
        "from", "the API shows the statement of given days only: give the first one",
        "a API só mostra o extrato de dias informados: informe o primeiro")
    }
    if !reading.hasDays, wishes.from != nil || wishes.to != nil {
      throw refuse(
        wishes.from == nil ? "to" : "from", "the balance is that of now: leave the day out",
        "o saldo é o de agora: omita a data")
    }
    if changed, !reading.hasDaysOfChange {
      throw refuse(
        "changed", "the API shows the changes of charges and refunds only: leave it out",
        "a API só mostra alterações de charges e refunds: omita a opção")
    }
    if changed, wishes.from == nil, wishes.to == nil {
      throw refuse(
        "changed", "it says which days --from and --to are: give one of them",
        "indica o que são as datas de --from e --to: informe uma delas")
    }
    if let from = wishes.from, let to = wishes.to, to < from {
      throw refuse("to", "it is before --from", "é anterior a --from")
    }
  }

  private static func day(_ text: String?, _ option: String) throws -> String? {
    guard let text else { return nil }
    guard let day = readDate(text.utf8.span).date else {
      throw SettingError(
        option, .flag,
        Bilingual(
          "'\(text)' is not a day such as 2026-11-30",
          "'\(text)' não é um dia como 2026-11-30 ou 30/11/2026"))
    }
    return day.description
  }

  private func fileWishes(_ sources: SettingSources) throws -> FetchFileWishes {
    let given = format.flatMap { FetchFormat(rawValue: $0.lowercased()) }
    guard format == nil || given != nil,
      let format = given
        ?? FetchFormat(ending: SystemPath.fileExtension(of: SystemPath.name(of: output)))
    else {
      throw SettingError(
        format == nil ? "output" : "format", .flag,
        Bilingual(
          "the file is to end in .csv, .ndjson or .xlsx, or --format says which it is",
          "o arquivo deve terminar em .csv, .ndjson ou .xlsx, ou --format diz qual é"))
    }
    var wishes = FetchFileWishes(path: output, format: format, hasDecimalComma: decimalComma)
    if let text = try sources.text(.outputDelimiter, flag: outputDelimiter) {
      guard let byte = Input.delimiterByte(text) else { throw InputError.badDelimiter(text) }
      wishes.delimiter = byte
    }
    if let name = try sources.text(.outputEncoding, flag: outputEncoding) {
      let isMarked = name.lowercased() == "utf-8-sig"
      guard let encoding = isMarked ? .utf8 : TextEncoding(name: name) else {
        throw InputError.unknownEncoding(name)
      }
      (wishes.encoding, wishes.hasByteOrderMark) = (encoding, isMarked)
    }
    try AtomicFile.requireReplaceable(output)
    return wishes
  }
}

/// The file that was asked for.
struct FetchFileWishes {
  var path: String
  var format: FetchFormat
  var delimiter = UInt8(ascii: ";")
  var encoding = TextEncoding.utf8
  var hasByteOrderMark = true
  var hasDecimalComma = false

  func file(_ columns: [String], areAmounts: [Bool]) -> FetchFile {
    FetchFile(
      path: path, format: format, delimiter: delimiter, encoding: encoding,
      hasByteOrderMark: hasByteOrderMark, hasDecimalComma: hasDecimalComma, columns: columns,
      areAmounts: areAmounts)
  }
}

/// There is no list of this name.
struct UnknownReading: CommandError {
  let name: String
  var status: ExitStatus { .usage }

  var explanation: Explanation {
    let names = Reading.allCases.map(\.rawValue).joined(separator: ", ")
    let shown = PlainSentence.text(String(name.prefix(60)))
    return Explanation(
      Bilingual("There is no list '\(shown)'.", "Não existe a lista '\(shown)'."),
      next: Bilingual("Lists: \(names).", "Listas: \(names)."))
  }
}
