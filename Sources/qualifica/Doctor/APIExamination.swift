import Foundation
import BulkEngine

/// What the API says to one harmless question: token, allowed address and permission.
enum APIExamination {
  static func of(_ outcome: Result<Reply, TransportError>, _ language: Language) -> Examination {
    switch outcome {
    case .failure(let error):
      .failed(.api, .unreachable, error.reason, todo: TLSExamination.reach(language))
    case .success(let reply): of(reply, language)
    }
  }

  private static func of(_ reply: Reply, _ language: Language) -> Examination {
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
    case 401:
      .failed(
        .api, .denied, language.pick("refuses the token (401)", "recusa o token (401)"),
        todo: language.pick(
          "Give the key of this environment; keys of sandbox and production differ.",
          "Use a chave deste ambiente; as de sandbox e produção são diferentes."))
    case 403:
      .failed(
        .api, .denied,
        language.pick("refuses this address or this use (403)", "recusa este IP ou este uso (403)"),
        todo: language.pick(
          "In the dashboard allow this machine's public IP for the API user, and give the user the "
            + "permission for data qualification.",
          "No painel, libere o IP público desta máquina para o usuário de API e dê a ele a "
            + "permissão de qualificação de dados."))
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

  private static func misdirected(_ says: String, _ language: Language) -> Examination {
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
