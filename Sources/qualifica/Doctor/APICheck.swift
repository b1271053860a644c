import BulkEngine
import Foundation

/// What the API says to one harmless question: token, allowed address and permission.
enum APICheck {
  static func of(_ outcome: Result<Reply, TransportError>, _ language: Language) -> DoctorCheck {
    switch outcome {
    case .failure(let error):
      .failed(
        .api, .unreachable, ForeignReason.text(error.reason, language),
        todo: TLSCheck.reach(language))
    case .success(let reply): of(reply, language)
    }
  }

  /// Of a read whose refusal is told by ``PermissionCheck``, and which may ask for what is not there.
  static func of(answer reply: Reply, _ language: Language) -> DoctorCheck {
    let isTold = reply.status == 401 || reply.status == 403
    guard isTold || (reply.status == 404 && isJSON(reply.body)) else { return of(reply, language) }
    return .ok(.api, language.pick("answers (\(reply.status))", "responde (\(reply.status))"))
  }

  private static func of(_ reply: Reply, _ language: Language) -> DoctorCheck {
    switch reply.status {
    case 200..<300 where isJSON(reply.body):
      .ok(
        .api,
        language.pick(
          "answers and takes the token from this address",
          "responde e aceita o token a partir deste endereço"))
    case 200..<300:
      misdirected(
        language.pick("what answers is not the API", "o que responde não é a API"), language)
    case 401, 403: refused(reply, language)
    case 429, 503:
      .failed(
        .api, .comeBackLater,
        language.pick(
          "is busy (\(reply.status))", "está ocupada (\(reply.status))"),
        todo: language.pick("Try again later.", "Tente mais tarde."))
    case 500...:
      .failed(
        .api, .unreachable,
        language.pick("fails (\(reply.status))", "falha (\(reply.status))"),
        todo: language.pick(
          "Try again; if it stays, tell the vendor.",
          "Tente de novo; se continuar, avise o fornecedor."))
    default:
      misdirected(
        language.pick(
          "has no such address (\(reply.status))", "não tem esse endereço (\(reply.status))"),
        language)
    }
  }

  private static func refused(_ reply: Reply, _ language: Language) -> DoctorCheck {
    func failed(
      _ english: String, _ portuguese: String, todo: (english: String, portuguese: String)
    ) -> DoctorCheck {
      .failed(
        .api, .denied,
        language.pick("\(english) (\(reply.status))", "\(portuguese) (\(reply.status))"),
        todo: language.pick(todo.english, todo.portuguese))
    }
    return switch RefusalReason(reply, other: nil) {
    case .key:
      failed(
        "refuses the token", "recusa o token",
        todo: (
          "Give the key of this environment; keys of sandbox and production differ.",
          "Use a chave deste ambiente; as de sandbox e produção são diferentes."
        ))
    case .address:
      failed(
        "does not allow this address", "não libera este IP",
        todo: (
          "In the dashboard allow this machine's public IP for the API user.",
          "No painel, libere o IP público desta máquina para o usuário de API."
        ))
    case .permission:
      failed(
        "takes the token, whose user lacks the permission",
        "aceita o token, mas o usuário não tem a permissão",
        todo: (
          "In the dashboard give the API user the permission for data qualification; for another "
            + "operation ask with --operation NAME.",
          "No painel, dê ao usuário de API a permissão de qualificação de dados; para outra operação, "
            + "use --operation NOME."
        ))
    case .unknown:
      failed(
        "refuses this address or this use", "recusa este IP ou este uso",
        todo: (
          "In the dashboard allow this machine's public IP for the API user, and give the user the "
            + "permission for data qualification.",
          "No painel, libere o IP público desta máquina para o usuário de API e dê a ele a "
            + "permissão de qualificação de dados."
        ))
    }
  }

  private static func misdirected(_ says: String, _ language: Language) -> DoctorCheck {
    .failed(
      .api, .configuration, says,
      todo: language.pick(
        "Check --base-url and --environment; a proxy may answer in the API's place.",
        "Confira --base-url e --environment; um proxy pode estar respondendo no lugar da API."))
  }

  private static func isJSON(_ body: [UInt8]) -> Bool {
    (try? JSONSerialization.jsonObject(with: Data(body))) != nil
  }
}
