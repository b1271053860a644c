package import BulkEngine
import CallbackServer
import Foundation
import VendorHTTP

/// Why a run stopped and what to do, for people.
extension EngineStop: CommandError {
  var isWhole: Bool { false }

  var status: ExitStatus {
    switch self {
    case .unreachable: .unreachable
    case .keptFailing: .stopped
    case .denied: .denied
    case .misdirected: .configuration
    case .comeBackLater: .comeBackLater
    case .consentNeeded: .usage
    case .errorBudgetExceeded: .stopped
    }
  }

  package var explanation: Explanation {
    switch self {
    case .unreachable(let cause):
      Explanation(
        Bilingual(
          "The API cannot be reached (\(ForeignReason.text(cause, .english))).",
          "Não foi possível alcançar a API (\(ForeignReason.text(cause, .portuguese)))."),
        next: Bilingual(
          "Check network, proxy and --base-url, then resume.",
          "Confira rede, proxy e --base-url e retome."))
    case .keptFailing(let cause):
      Explanation(
        Bilingual(
          "Stopped because the API kept failing (\(ForeignReason.text(cause, .english))).",
          "A execução parou porque a API continuou falhando "
            + "(\(ForeignReason.text(cause, .portuguese)))."),
        next: Bilingual(
          "Everything is saved; look, then resume.",
          "Tudo está salvo; verifique e retome."))
    case .denied(let status):
      Explanation(
        Bilingual(
          "The API refused access (status \(status)): check the token, the allowed IP addresses "
            + "of its API user in the dashboard, and the user's permission.",
          "A API negou acesso (status \(status)): confira o token, os IPs permitidos do usuário "
            + "de API no painel e a permissão do usuário."),
        next: Bilingual(
          "'qualifica doctor --operation NAME' tells which. Nothing is lost; then resume.",
          "'qualifica doctor --operation NOME' diz qual. Nada se perdeu; depois retome."))
    case .misdirected(let status):
      Explanation(
        Bilingual(
          "This is not the API (status \(status)).",
          "O que respondeu não é a API (status \(status))."),
        next: Bilingual(
          "Check --base-url and --environment, then resume.",
          "Confira --base-url e --environment e retome."))
    case .comeBackLater(let date):
      Explanation(
        Bilingual(
          "The API asks to come back later (a day is the most that counts).",
          "A API pede para voltar mais tarde (conta no máximo um dia)."),
        next: Bilingual(
          "Resume after \(Language.english.moment(date)), or with --ignore-pause if the vendor "
            + "says that you may.",
          "Retome depois de \(Language.portuguese.moment(date)), ou com --ignore-pause se o "
            + "fornecedor disser que pode."))
    case .consentNeeded(let records):
      Explanation(
        Bilingual(
          "\(Language.english.counted(records, .record)) proven absent at the API: sending them "
            + "again moves money and needs --yes.",
          "A API não tem \(Language.portuguese.counted(records, .record)): reenviar movimenta "
            + "dinheiro e exige --yes."),
        next: Bilingual(
          "Resume with --yes.",
          "Retome com --yes."))
    case .errorBudgetExceeded:
      Explanation(
        Bilingual(
          "More records are rejected than --max-errors allows: nothing more was sent.",
          "Há mais registros rejeitados do que --max-errors permite: nada mais foi enviado."),
        next: Bilingual(
          "Correct the rejected rows, or resume with another --max-errors.",
          "Corrija as linhas rejeitadas ou retome com outro --max-errors."))
    }
  }
}

/// Why callbacks cannot be received, for people.
extension CallbackServerError: CommandError {
  var isWhole: Bool { false }
  var status: ExitStatus { .configuration }

  package var explanation: Explanation {
    switch code {
    case EADDRINUSE:
      Explanation(
        Bilingual(
          "--listen: \(address) is taken by another program.",
          "--listen: \(address) está em uso por outro programa."),
        next: Bilingual(
          "Name another port, or 0.",
          "Use outra porta, ou 0."))
    case EACCES, EPERM:
      Explanation(
        Bilingual(
          "--listen: you may not listen on \(address).",
          "--listen: sem permissão para usar \(address)."),
        next: Bilingual(
          "Name a port above 1023.",
          "Use uma porta acima de 1023."))
    default:
      Explanation(
        Bilingual(
          "--listen: \(address) is no address of this machine.",
          "--listen: \(address) não é um endereço desta máquina."),
        next: Bilingual(
          "Name one, such as 127.0.0.1:8090.",
          "Use um, como 127.0.0.1:8090."))
    }
  }
}
