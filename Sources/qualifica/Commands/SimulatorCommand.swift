import ArgumentParser
import Foundation
package import BulkEngine
import Simulator
import Spreadsheets

extension SimulatorError: CommandError {
  /// Only its own file can be what it cannot use.
  var status: ExitStatus { .cannotCreate }

  package var explanation: Explanation {
    Explanation(
      Bilingual(
        "The simulator: \(description).",
        "O simulador: \(SimulatorWords.text(description, .portuguese))."),
      next: Bilingual(
        "Give --store a file of a simulator, or a new one.",
        "Informe em --store um arquivo de simulador, ou um novo."))
  }
}

extension PortTaken: CommandError {
  var status: ExitStatus { .configuration }

  package var explanation: Explanation {
    Explanation(
      Bilingual(
        "--port: \(port) is taken by another program.",
        "--port: \(port) está em uso por outro programa."),
      next: Bilingual(
        "Name another port, or 0.",
        "Use outra porta, ou 0."))
  }
}

/// `qualifica simulator`
struct SimulatorCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    .said(
      "simulator",
      (
        "The embedded API simulator as a server of its own, on this machine only.",
        "O simulador da API como um servidor à parte, só nesta máquina."
      ),
      examples: [
        "qualifica simulator --port 8080", "qualifica simulator --store sim.store --dashboard",
      ])
  }

  @Option(
    help: .said(
      "Port; 0 lets the system choose.", "Porta; com 0 o sistema escolhe.", value: ("port", "porta")
    ))
  var port = 8080

  @Option(
    help: .said(
      "Keep the records in this file. Default: in memory.",
      "Guarda os registros neste arquivo. Padrão: na memória.", value: ("file", "arquivo")),
    completion: .file())
  var store: String?

  @Option(
    help: .said(
      "The only token to be taken. Default: any.", "A única chave aceita. Padrão: qualquer uma.",
      value: ("token", "chave")))
  var token: String?

  @Option(
    name: .customLong("allowed-ips"),
    help: .said(
      "Addresses that may call, separated by commas. Default: all.",
      "Endereços que podem chamar, separados por vírgulas. Padrão: todos.",
      value: ("addresses", "endereços")))
  var allowedIPs: String?

  @Option(
    help: .said(
      "Requests per second beyond which 429 is answered. Default: no limit.",
      "Requisições por segundo acima das quais a resposta é 429. Padrão: sem limite.",
      value: ("number", "número")))
  var enforceRate: Int?

  @Flag(
    help: .said(
      "Store a code or number again when it comes again, and count it as a double effect.",
      "Grava de novo um código ou número repetido e o conta como efeito duplicado."))
  var noUniqueness = false

  @Option(
    help: .said(
      "After how long charges are paid by themselves, such as 5s or 2m, or never. Default: 300ms.",
      "Em quanto tempo as cobranças são pagas sozinhas, como 5s ou 2m, ou never. Padrão: 300ms.",
      value: ("duration", "duração")))
  var payAfter: String?

  @Option(
    help: .said(
      "How old a charge must be to be canceled. Default: 5m for Pix, 30m for boletos.",
      "Idade mínima de uma cobrança para ser cancelada. Padrão: 5m no Pix e 30m no boleto.",
      value: ("duration", "duração")))
  var cancelAfter: String?

  @OptionGroup(title: OptionTitle.rehearsal) var faults: FaultOptions

  @Flag(
    help: .said(
      "Answer refunds in the newer form, with the newer status numbers.",
      "Responde estornos no formato novo, com os números de status novos."))
  var newerRefunds = false

  @Flag(
    help: .said(
      "Let a dashboard decide who may call: users, permissions, keys, allowed IPs, two-factor codes. "
        + "Says how to make the first user.",
      "Deixa um painel decidir quem pode chamar: usuários, permissões, chaves, IPs permitidos, códigos "
        + "de dois fatores. Mostra como criar o primeiro usuário."))
  var dashboard = false

  private static let never = "never"
  /// In seconds: a year.
  private static let longestWait = 366.0 * 86_400

  func validate() throws {
    guard (1...1_000_000).contains(enforceRate ?? 1) else {
      throw ValidationError(
        Language.said(
          "--enforce-rate is a whole number from 1 to 1000000.",
          "--enforce-rate é um número inteiro de 1 a 1000000."))
    }
    guard (0...65_535).contains(port) else {
      throw ValidationError(
        Language.said(
          "--port is a whole number from 0 to 65535.", "--port é um número inteiro de 0 a 65535."))
    }
    guard !dashboard || (token == nil && allowedIPs == nil) else {
      throw ValidationError(
        Language.said(
          "--dashboard makes the keys and their allowed IPs: leave --token and --allowed-ips out.",
          "Com --dashboard, chaves e IPs permitidos são criados no painel: não use --token nem "
            + "--allowed-ips."))
    }
    for address in addresses ?? [] where !Self.isAddress(address) {
      throw ValidationError(
        Language.said(
          "--allowed-ips: '\(SettingError.shown(address))' is no IP address such as 127.0.0.1.",
          "--allowed-ips: '\(SettingError.shown(address))' não é um endereço IP, como 127.0.0.1."))
    }
    for (name, text) in [("--pay-after", payAfter), ("--cancel-after", cancelAfter)] {
      guard let text, text != Self.never || name != "--pay-after" else { continue }
      guard let seconds = DurationText.seconds(text), seconds <= Self.longestWait else {
        throw ValidationError(
          Language.said(
            "\(name) is a duration of at most a year, such as 500ms, 30s or 15m.",
            "\(name) é uma duração de até um ano, como 500ms, 30s ou 15m."))
      }
    }
  }

  private var addresses: [String]? {
    allowedIPs?.split(separator: ",", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
  }

  private static func isAddress(_ text: String) -> Bool {
    // Room for the longer kind; the shorter one takes its beginning.
    var address = in6_addr()
    return [AF_INET, AF_INET6].contains { unsafe inet_pton($0, text, &address) == 1 }
  }

  func run() async throws {
    // It takes no setting from there, but every command refuses a misspelled one.
    _ = try SettingSources()
    var settings = SimulatorSettings()
    settings.port = port
    settings.storeFile = store.map(SystemPath.plain)
    settings.token = token
    settings.allowedIPs = addresses
    settings.hasDashboard = dashboard
    settings.requestsPerSecond = enforceRate
    settings.uniqueness = !noUniqueness
    settings.faults = try faults.plan()
    if let payAfter { settings.pace.payment = Self.duration(payAfter) }
    settings.answersInNewerForm = newerRefunds
    settings.cancellationAge = cancelAfter.flatMap(Self.duration)
    let server = SimulatorServer(settings: settings)
    do {
      try await server.run { [dashboard] port in
        try? Terminal.answer("http://127.0.0.1:\(port)")
        if dashboard { Terminal.say(DashboardGuide.lines(port: port, .current)) }
      }
    } catch is CancellationError {
    }
    if let status = Interruption.shared.status { throw RunEnd(code: status) }
  }

  /// Nil for `never`, which ``validate()`` let pass.
  private static func duration(_ text: String) -> Duration? {
    DurationText.seconds(text).map { .milliseconds(Int64($0 * 1000)) }
  }
}
