using Bantam.Tensors;

namespace Bantam.Operators;

/// <summary>
/// An axis, or a factor of one that was merged: its element i is element Offset + Step·i of the label. A concatenation, a slice or a
/// pad has offsets; a step of 0 is an axis of size 1 whose element goes with all of the label: it is broadcast, or what a reduction
/// leaves.
/// </summary>
/// <param name="Label">Which axes it goes with.</param>
/// <param name="Size">The number of its elements.</param>
/// <param name="Offset">The place of its first element along the label.</param>
/// <param name="Step">How far the next lies.</param>
public readonly record struct AxisPart(AxisLabel Label, Dimension Size, int Offset = 0, int Step = 1);
