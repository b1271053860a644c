import Foundation
import BulkEngine

/// Why a run stopped and what to do, for people.
enum StopSentence {
  static func text(_ stop: EngineStop, _ language: Language) -> String {
    switch stop {
    case .unreachable(let reason):
      language.pick(
        "The API cannot be reached (\(reason)). Check network, proxy and --base-url, then resume.",
        "A API não pôde ser alcançada (\(reason)). Confira rede, proxy e --base-url e retome.")
    case .keptFailing(let reason):
      language.pick(
        "Stopped because the API kept failing (\(reason)). Everything is saved; look, then resume.",
        "Parado porque a API continuou falhando (\(reason)). Tudo está salvo; verifique e retome.")
    case .denied(let status):
      language.pick(
        "The API refused access (status \(status)): check the token, the allowed IP addresses of "
          + "its API user in the dashboard, and the user's permission. Nothing is lost; then resume.",
        "A API negou acesso (status \(status)): confira o token, os IPs permitidos do usuário de "
          + "API no painel e a permissão do usuário. Nada se perdeu; depois retome.")
    case .misdirected(let status):
      language.pick(
        "This is not the API (status \(status)): check --base-url and --environment, then resume.",
        "Isto não é a API (status \(status)): confira --base-url e --environment e retome.")
    case .comeBackLater(let date):
      language.pick(
        "The API asks to come back later (a day is the most that counts): resume after "
          + "\(time(date)), or with --ignore-pause if the vendor says that you may.",
        "A API pede para voltar mais tarde (conta no máximo um dia): retome depois de "
          + "\(time(date)), ou com --ignore-pause se o fornecedor disser que pode.")
    case .consentNeeded(let records):
      language.pick(
        "\(records) records were proven absent at the API; sending them again moves money and "
          + "needs --yes: resume with --yes.",
        "\(records) registros não estão na API; reenviá-los move dinheiro e exige --yes: retome "
          + "com --yes.")
    case .errorBudgetExceeded:
      language.pick(
        "More records are rejected than --max-errors allows: nothing more was sent. Correct "
          + "fix.csv, or resume with another --max-errors.",
        "Há mais registros rejeitados do que --max-errors permite: nada mais foi enviado. Corrija "
          + "fix.csv ou retome com outro --max-errors.")
    }
  }

  private static func time(_ date: Date) -> String {
    var times = TimestampText()
    return times.text(date)
  }
}
