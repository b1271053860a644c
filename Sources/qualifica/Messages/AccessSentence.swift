import Foundation
import BulkEngine
import VendorHTTP

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
