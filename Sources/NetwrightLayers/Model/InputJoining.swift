/// How a layer makes one tensor of all that it takes.
package enum InputJoining: Sendable {
  case inAnyOrder
  case inOrder
}
