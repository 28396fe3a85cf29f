using Bantam.Tensors;

namespace Bantam.Tests.Operators;

/// <summary>An input of a case.</summary>
/// <param name="Tensor">Its elements.</param>
/// <param name="IsConstant">Whether the graph knows them when it is made; else they are given when it runs.</param>
public sealed record CaseInput(Tensor Tensor, bool IsConstant = false)
{
    public static implicit operator CaseInput(Tensor tensor) => new(tensor);
}
