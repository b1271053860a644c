import Foundation
import BulkEngine
import VendorHTTP

/// Looks at everything a run needs, in the order in which it would need it, and goes on after a
/// failure as far as that makes sense.
struct Doctor {
  let settings: RunSettings
  let token: TokenOptions
  let sources: SettingSources
  /// Where a run folder would be made.
  let parent: String
  let timeout: Duration
  let language: Language
  /// The operation whose permission is looked at; nil for none.
  var permission: PermissionCheck?

  func examine() async -> [DoctorCheck] {
    var found: [DoctorCheck] = []
    let key = examineToken(&found)
    if let endpoint = examineAddress(&found) {
      await examineTLS(endpoint, &found)
      await examineAPI(key, &found)
    } else {
      found += [.tls, .api, .clock].map { skipped($0) }
    }
    found.append(await DiskCheck.of(parent, language))
    return found
  }

  private var isSimulated: Bool { settings.environment == SimulatedEnvironment.name }

  private func examineToken(_ found: inout [DoctorCheck]) -> APIToken? {
    do {
      guard !isSimulated else {
        found.append(
          .skipped(.token, language.pick("the simulator needs none", "o simulador não precisa")))
        return try Connection.simulatedToken()
      }
      let key = try token.token(sources, maySimulate: true)
      found.append(TokenCheck.of(key, from: token.source(sources), language))
      return key
    } catch {
      found.append(.failed(.token, error, language))
      return nil
    }
  }

  private func examineAddress(_ found: inout [DoctorCheck]) -> Endpoint? {
    guard !isSimulated else {
      found.append(.ok(.address, language.pick("the simulator", "o simulador")))
      return nil
    }
    do {
      let endpoint = try Connection.endpoint(settings)
      found.append(
        AddressCheck.of(endpoint, environment: settings.environment, language))
      do {
        let proxy = try ProxyInUse.description(for: endpoint)
        found.append(AddressCheck.ofProxy(proxy, language))
      } catch {
        found.append(.failed(.proxy, error, language))
        return nil
      }
      return endpoint
    } catch {
      found += [.failed(.address, error, language), skipped(.proxy)]
      return nil
    }
  }

  private func examineTLS(_ endpoint: Endpoint, _ found: inout [DoctorCheck]) async {
    do {
      let probe = try TLSProbe(
        endpoint: endpoint, timeout: timeout,
        extraRootCertificatesFile: try token.extraRoots(sources))
      found.append(TLSCheck.of(await probe.run(), now: Date(), language))
    } catch {
      found.append(.failed(.tls, error, language))
    }
  }

  private func examineAPI(_ key: APIToken?, _ found: inout [DoctorCheck]) async {
    guard let key, found.allSatisfy({ $0.state != .failed }) else {
      found += [skipped(.api), skipped(.clock)]
      return
    }
    var pace = PaceSettings()
    pace.timeoutInSeconds = timeout / .seconds(1)
    let connection = Connection(
      settings: settings, pace: pace, folder: RunFolder(path: parent), token: key,
      extraRoots: (try? token.extraRoots(sources)) ?? nil, reception: nil, rehearsal: nil)
    let permission = permission
    let probe = permission?.probe ?? permission?.otherProbe ?? settings.own.operation.probe
    do {
      let (outcome, other) = try await connection.open { transport in
        let outcome = await Self.outcome(of: probe, transport)
        guard let otherProbe = permission?.otherProbe, (try? outcome.get())?.status == 403 else {
          return (outcome, nil as Reply?)
        }
        return (outcome, try? await Self.outcome(of: otherProbe, transport).get())
      }
      let reply = try? outcome.get()
      if let permission, let reply {
        found.append(APICheck.of(answer: reply, language))
        let check = permission.check(permission.probe == nil ? nil : reply, other: other)
        found.append(check)
        found += permission.guide(
          isKeyTaken: check.state == .ok || (200..<300).contains(other?.status ?? 0))
      } else {
        found.append(APICheck.of(outcome, language))
      }
      let told = (try? outcome.get())?.headers["date"]
      found.append(ClockCheck.of(told, now: Date(), language))
    } catch {
      found += [.failed(.api, error, language), skipped(.clock)]
    }
  }

  private static func outcome(
    of request: Request, _ transport: any Transport
  ) async -> Result<Reply, TransportError> {
    do throws(TransportError) {
      return .success(try await transport.send(request))
    } catch {
      return .failure(error)
    }
  }

  private func skipped(_ name: DoctorCheck.Name) -> DoctorCheck {
    .skipped(name, language.pick("not looked at", "não examinado"))
  }
}
