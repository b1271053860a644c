import BulkEngine

/// How the first user of the simulator's dashboard is made, as commands to copy.
enum DashboardGuide {
  static func lines(port: Int, _ language: Language) -> [String] {
    let base = "http://127.0.0.1:\(port)"
    let company = language.pick("Example", "Exemplo")
    let person = #"{"name":"Ana Souza","email":"ana@example.com","company":"\#(company)"}"#
    let bearer = "-H 'Authorization: Bearer TOKEN'"
    return [
      language.pick(
        "The dashboard decides who may call. While it has no user, this makes the first one, a Moderator; "
          + "its password is shown in the answer only:",
        "O painel decide quem pode chamar. Enquanto não houver usuário, isto cria o primeiro, um "
          + "Moderador; a senha dele só aparece nesta resposta:"),
      "  curl \(base)/dashboard/users -d '\(person)'",
      language.pick(
        "Log in, and turn on two-factor authentication with an authenticator app:",
        "Entre e ative a autenticação em dois fatores com um aplicativo autenticador:"),
      "  curl \(base)/auth/login -d '{\"email\":\"ana@example.com\",\"password\":\"PASSWORD\"}'",
      "  curl \(base)/dashboard/two-factor -X POST \(bearer)",
      "  curl \(base)/dashboard/two-factor -X PUT \(bearer) -d '{\"code\":\"123456\"}'",
      language.pick(
        "Then make a user for the API, its permissions and its key, as the documentation of the simulator "
          + "shows (Simulator.md).",
        "Depois crie um usuário para a API, as permissões e a chave dele, como mostra a documentação do "
          + "simulador (Simulator.md)."),
    ]
  }
}
