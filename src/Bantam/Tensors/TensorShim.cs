using Bantam.Operators;
namespace Bantam.Tensors;
#pragma warning disable
public sealed record ShimPad(Ints Pads, float Value) : Operator
{
    public override TensorType[] Infer(OperatorInputs inputs) => [inputs[0] with { Shape = new Shape(inputs.Shape(0).Select((d, i) => (Dimension)(d.Size + Pads[i] + Pads[i + inputs.Shape(0).Rank]))) }];
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var r = new NdArray(outputs[0]); Array.Fill(r.Elements, Value);
        r.ForEach((ix, o) => { var s = ix.Select((v, i) => v - Pads[i]).ToArray(); if (s.Select((v, i) => v >= 0 && v < inputs[0]!.Sizes[i]).All(b => b)) r.Elements[o] = inputs[0]![s]; });
        return [r];
    }
}
public sealed record ShimReverse(Ints Axes) : Operator
{
    public override TensorType[] Infer(OperatorInputs inputs) => [inputs[0]];
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var r = new NdArray(outputs[0]);
        r.ForEach((ix, o) => r.Elements[o] = inputs[0]![ix.Select((v, i) => Axes.Contains(i) ? r.Sizes[i] - 1 - v : v).ToArray()]);
        return [r];
    }
}
public sealed partial class Tensor
{
    public Tensor Pad(IReadOnlyList<int> pads, float value = 0f) => new ShimPad(Ints.From(pads), value).ApplyOne(this);
    public Tensor Reverse(IReadOnlyList<int> axes) => new ShimReverse(Ints.From(axes)).ApplyOne(this);
    public Tensor Slice(int axis, int a, int b) => throw new NotImplementedException();
    public static Tensor Concat(Tensor[] a, int axis) => throw new NotImplementedException();
}
