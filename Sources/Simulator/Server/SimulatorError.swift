/// Why the simulator could not start or go on: what happened, where, and the reason. Carries no
/// personal value and no token.
package struct SimulatorError: Error, Equatable, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}
