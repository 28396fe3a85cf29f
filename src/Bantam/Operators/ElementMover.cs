using System.Runtime.InteropServices;
using Bantam.Tensors;

namespace Bantam.Operators;

/// <summary>Runs operators that move elements, of any type: their loops say which element goes where, by its number.</summary>
internal static class ElementMover
{
    /// <summary>The outputs, with the elements of the inputs that the operator moves.</summary>
    public static Tensor[] Move(Operator op, IReadOnlyList<Tensor?> inputs, IReadOnlyList<TensorType> types)
    {
        var moved = new List<Tensor>();
        var count = 1;
        NdArray?[] arrays = [.. inputs.Select((input, i) => input is null ? null : op.Moves(i) ? Numbered(input) : NdArray.From(input))];
        return [.. op.Reference(arrays, types).Select(o => Gathered(moved, o))];

        NdArray Numbered(Tensor input)
        {
            var numbers = new double[input.Shape.ElementCount];
            for (var i = 0; i < numbers.Length; i++) numbers[i] = count++;
            moved.Add(input);
            return new NdArray(input.Type, numbers);
        }
    }

    private static Tensor Gathered(IReadOnlyList<Tensor> from, NdArray places)
    {
        var result = new Tensor(places.Type);
        var info = places.Type.Element.Info();
        switch (info.Bits)
        {
            case 0: Gather(from, t => t.Strings, "", places.Elements, result.Strings); break;
            case 8: Gather(from, t => t.Bytes, (byte)0, places.Elements, result.Bytes); break;
            case 16: Gather<ushort>(from, places.Elements, result); break;
            case 32: Gather<uint>(from, places.Elements, result); break;
            case 64: Gather<ulong>(from, places.Elements, result); break;
            case 128: Gather<UInt128>(from, places.Elements, result); break;
            default:
                var codec = (PackedCodec)info.Codec;
                var codes = new int[places.Count];
                Gather(from, t => Codes(codec, t), 0, places.Elements, codes);
                for (var i = 0; i < codes.Length; i++) codec.Put(result.Bytes, i, codes[i]);
                break;
        }

        return result;
    }

    private static int[] Codes(PackedCodec codec, Tensor tensor)
    {
        var codes = new int[tensor.Shape.ElementCount];
        for (var i = 0; i < codes.Length; i++) codes[i] = codec.Code(tensor.Bytes, i);
        return codes;
    }

    private static void Gather<T>(IReadOnlyList<Tensor> from, double[] places, Tensor to) where T : unmanaged =>
        Gather(from, t => MemoryMarshal.Cast<byte, T>(t.Bytes), default, places, MemoryMarshal.Cast<byte, T>(to.Bytes));

    private static void Gather<T>(IReadOnlyList<Tensor> from, ElementsOf<T> elements, T zero, double[] places, Span<T> to)
    {
        var all = new T[1 + from.Sum(t => t.Shape.ElementCount)];
        all[0] = zero;
        var next = 1;
        foreach (var tensor in from)
        {
            var own = elements(tensor);
            own.CopyTo(all.AsSpan(next));
            next += own.Length;
        }

        for (var i = 0; i < to.Length; i++) to[i] = all[(int)places[i]];
    }

    private delegate ReadOnlySpan<T> ElementsOf<T>(Tensor tensor);
}
