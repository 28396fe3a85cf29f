using Bantam.Operators;
using Bantam.Tensors;

namespace Bantam.Web.Tests.Bundles;

/// <summary>An operator that only the reference computes.</summary>
internal sealed record Unplannable : Operator
{
    public override TensorType[] Infer(OperatorInputs inputs) => [inputs[0]];

    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) => [inputs[0]!];
}
