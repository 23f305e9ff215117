/// Elements below which one thread does a loop alone: waking others would cost more.
@_alwaysEmitIntoClient @inline(__always)
var smallWork: Int { 8192 }

/// Every element of an array, vector by vector, divided among the threads.
///
/// - `count`: elements.
/// - `body`: called once for each vector; the last may have fewer lanes that count.
@_alwaysEmitIntoClient @inline(__always)
public func flat(_ count: Int, _ part: Part, _ body: (Lane) -> Void) {
  let range = part.range(of: count, grain: 1024, isSmall: count < smallWork)
  elements(from: range.lowerBound, to: range.upperBound, body)
}

/// The rows of a `[count, columns]` array, divided among the threads.
@_alwaysEmitIntoClient @inline(__always)
public func rows(_ count: Int, _ columns: Int, _ part: Part, _ body: (_ row: Int) -> Void) {
  let isSmall = count.multipliedReportingOverflow(by: columns).partialValue < smallWork
  let range = part.range(of: count, grain: 1, isSmall: isSmall)
  var row = range.lowerBound
  while row < range.upperBound {
    body(row)
    row &+= 1
  }
}

/// Every column of one row, vector by vector.
@_alwaysEmitIntoClient @inline(__always)
public func each(_ columns: Int, _ body: (Lane) -> Void) {
  elements(from: 0, to: columns, body)
}

/// Work for one thread: step scalars in f64 and the like.
@_alwaysEmitIntoClient @inline(__always)
public func scalar(_ part: Part, _ body: () -> Void) {
  if part.index == 0 { body() }
}

/// The elements `lower..<upper`, vector by vector. The tail has a call of its own, so that `count`
/// is a constant in the main loop.
@_alwaysEmitIntoClient @inline(__always)
func elements(from lower: Int, to upper: Int, _ body: (Lane) -> Void) {
  var index = lower
  while index &+ lanes <= upper {
    body(Lane(index: index, count: lanes))
    index &+= lanes
  }
  if index < upper { body(Lane(index: index, count: upper &- index)) }
}
