import BulkEngine
import CallbackServer
import Foundation
import VendorHTTP

/// Why a run stopped and what to do, for people.
enum StopSentence {
  static func text(_ stop: EngineStop, _ language: Language) -> String {
    switch stop {
    case .unreachable(let cause):
      let reason = ForeignReason.text(cause, language)
      return language.pick(
        "The API cannot be reached (\(reason)). Check network, proxy and --base-url, then resume.",
        "Não foi possível alcançar a API (\(reason)). Confira rede, proxy e --base-url e retome.")
    case .keptFailing(let cause):
      let reason = ForeignReason.text(cause, language)
      return language.pick(
        "Stopped because the API kept failing (\(reason)). Everything is saved; look, then resume.",
        "A execução parou porque a API continuou falhando (\(reason)). Tudo está salvo; verifique e "
          + "retome.")
    case .denied(let status):
      return language.pick(
        "The API refused access (status \(status)): check the token, the allowed IP addresses of "
          + "its API user in the dashboard, and the user's permission. Nothing is lost; then resume.",
        "A API negou acesso (status \(status)): confira o token, os IPs permitidos do usuário de "
          + "API no painel e a permissão do usuário. Nada se perdeu; depois retome.")
    case .misdirected(let status):
      return language.pick(
        "This is not the API (status \(status)): check --base-url and --environment, then resume.",
        "O que respondeu não é a API (status \(status)): confira --base-url e --environment e retome."
      )
    case .comeBackLater(let date):
      return language.pick(
        "The API asks to come back later (a day is the most that counts): resume after "
          + "\(language.moment(date)), or with --ignore-pause if the vendor says that you may.",
        "A API pede para voltar mais tarde (conta no máximo um dia): retome depois de "
          + "\(language.moment(date)), ou com --ignore-pause se o fornecedor disser que pode.")
    case .consentNeeded(let records):
      return language.pick(
        "\(language.counted(records, .record)) proven absent at the API: sending them again moves "
          + "money and needs --yes: resume with --yes.",
        "A API não tem \(language.counted(records, .record)): reenviar movimenta dinheiro e exige "
          + "--yes: retome com --yes.")
    case .errorBudgetExceeded:
      return language.pick(
        "More records are rejected than --max-errors allows: nothing more was sent. Correct "
          + "fix.csv, or resume with another --max-errors.",
        "Há mais registros rejeitados do que --max-errors permite: nada mais foi enviado. Corrija "
          + "fix.csv ou retome com outro --max-errors.")
    }
  }
}

/// Why key, address, proxy or certificates cannot be used, for people; nothing of them is repeated
/// but paths.
enum AccessSentence {
  static func text(_ error: APITokenError, _ language: Language) -> String {
    guard language == .portuguese else { return error.sentence }
    return switch error {
    case .empty:
      "A chave da API está vazia; use a chave criada no painel do fornecedor."
    case .tooLong:
      "A chave da API tem mais de \(APIToken.longestLength) bytes; isto não é uma chave de API."
    case .hasForbiddenCharacters:
      "A chave da API tem espaços, quebras de linha ou outros caracteres que nenhuma chave tem; "
        + "copie-a de novo."
    case .unreadableFile(let path):
      "O arquivo de chave \(path) não pode ser lido; confira o caminho e as permissões."
    case .notAFile(let path):
      "O arquivo de chave \(path) é um pipe, um dispositivo ou uma pasta; informe um arquivo comum "
        + "de modo 600."
    case .openFile(let path, let mode):
      "O arquivo de chave \(path) tem modo \(String(mode, radix: 8)) e outros podem lê-lo; "
        + "execute: chmod 600 \(path)"
    }
  }

  static func text(_ error: EndpointError, _ language: Language) -> String {
    guard language == .portuguese else { return error.sentence }
    return switch error {
    case .unreadable:
      "A URL base não pode ser lida; escreva-a como https://api.example.org, com porta se preciso."
    case .unsupportedScheme:
      "A URL base não começa com https://; use https."
    case .plainText:
      "A URL base usa http, aceito só para endereços desta máquina; use https."
    case .hasCredentials:
      "A URL base traz usuário ou senha; remova-os, a chave é informada à parte."
    case .hasMoreThanAHost:
      "A URL base tem caminho, consulta ou fragmento; informe só esquema, host e porta."
    }
  }

  static func text(_ error: HTTPTransportError, _ language: Language) -> String {
    guard language == .portuguese else { return error.sentence }
    return switch error {
    case .unreadableProxy(let variable):
      "O proxy em \(variable) não pode ser usado; escreva-o como http://proxy.example.org:3128."
    case .unreadableCertificates(let path):
      "Os certificados em \(path) não podem ser lidos; o arquivo, comum, deve conter "
        + "certificados em formato PEM."
    }
  }
}

/// Why callbacks cannot be received, for people.
enum ListenSentence {
  static func text(_ error: CallbackServerError, _ language: Language) -> String {
    switch error.code {
    case EADDRINUSE:
      language.pick(
        "--listen: \(error.address) is taken by another program. Name another port, or 0.",
        "--listen: \(error.address) está em uso por outro programa. Use outra porta, ou 0.")
    case EACCES, EPERM:
      language.pick(
        "--listen: you may not listen on \(error.address). Name a port above 1023.",
        "--listen: sem permissão para usar \(error.address). Use uma porta acima de 1023.")
    default:
      language.pick(
        "--listen: \(error.address) is no address of this machine. Name one, such as "
          + "127.0.0.1:8090.",
        "--listen: \(error.address) não é um endereço desta máquina. Use um, como "
          + "127.0.0.1:8090.")
    }
  }
}
