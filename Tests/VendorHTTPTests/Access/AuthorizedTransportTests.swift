import BulkEngine
import QualificaTestKit
import Testing

@testable import VendorHTTP

/// Requests carry the key, and nothing that comes back shows one.
struct AuthorizedTransportTests {
  @Test("Every request carries the key and no other")
  func everyRequestCarriesTheKeyAndNoOther() async throws {
    let network = ScriptedTransport { _, _ in .success(Reply(status: 200)) }
    let transport = AuthorizedTransport(network, token: try APIToken("an-invented-key"))
    let own = Request(
      .put, "/v1/x", headers: [.init("Authorization", "Basic abc"), .init("a", "b")])
    _ = try await transport.send(own)
    #expect(
      network.requests.map(\.headers)
        == [[.init("a", "b"), .init("authorization", "Bearer an-invented-key")]])
  }

  @Test("A failure is passed on")
  func aFailureIsPassedOn() async throws {
    let network = ScriptedTransport { _, _ in .failure(.notSent("refused")) }
    let transport = AuthorizedTransport(network, token: try APIToken("an-invented-key"))
    await #expect(throws: TransportError.notSent("refused")) { try await transport.send(get) }
  }

  @Test("Sentences show neither the key nor retired ones")
  func sentencesShowNeitherTheKeyNorRetiredOnes() throws {
    let network = ScriptedTransport { _, _ in .success(Reply(status: 200)) }
    let transport = AuthorizedTransport(
      network, token: try APIToken("an-invented-key"),
      otherKeys: [try APIToken("a-retired-key"), try APIToken("an-invented-key")])
    #expect(
      IdempotentTransport(transport).withoutSecrets("not an-invented-key nor a-retired-key")
        == "not <redacted> nor <redacted>")
  }
}
