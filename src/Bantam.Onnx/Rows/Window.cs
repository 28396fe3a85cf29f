using Bantam.Onnx.Reading;
using Bantam.Tensors;

namespace Bantam.Onnx.Rows;

/// <summary>The window of a convolution or pooling over height and width.</summary>
/// <param name="Kernel">Its size.</param>
/// <param name="Strides">Its steps.</param>
/// <param name="Pads">Padding: top, left, bottom, right.</param>
/// <param name="Dilations">The distances between its taps.</param>
internal sealed record Window(Ints Kernel, Ints Strides, Ints Pads, Ints Dilations)
{
    private const int Largest = 1 << 15;

    /// <summary>Reads or writes the attributes of a window of this size. That of a signal becomes one of an image of height 1.</summary>
    public static Window Read(Attributes a, Ints kernel, Ints? strides, Ints? pads, Ints? dilations)
    {
        var rank = a.Rank(0) - 2;
        if (rank is < 1 or > 2) throw new GapException($"Bantam has windows over one or two axes; input 0 is {a.Inputs[0]}.");
        var ones = Ints.From(Enumerable.Repeat(1, rank));
        strides = Checked("strides", a.Ints("strides", ones, strides), 1, rank);
        dilations = Checked("dilations", a.Ints("dilations", ones, dilations), 1, rank);
        Checked("kernel_shape", kernel, 1, rank);
        pads = a.Text("auto_pad", "NOTSET", null) switch
        {
            "" or "NOTSET" => Checked("pads", a.Ints("pads", Ints.From(Enumerable.Repeat(0, 2 * rank)), pads), 0, 2 * rank),
            "VALID" => Ints.From(Enumerable.Repeat(0, 2 * rank)),
            "SAME_UPPER" => Same(a, kernel, strides, dilations, isUpper: true),
            "SAME_LOWER" => Same(a, kernel, strides, dilations, isUpper: false),
            var other => throw a.Fault($"attribute 'auto_pad' is NOTSET, VALID, SAME_UPPER or SAME_LOWER; it is '{other}'."),
        };
        return rank == 2 ? new(kernel, strides, pads, dilations) : new([1, kernel[0]], [1, strides[0]], [0, pads[0], 0, pads[1]], [1, dilations[0]]);

        Ints Checked(string name, Ints values, int least, int count)
        {
            if (values.Count != count) throw a.Fault($"attribute '{name}' has {count} numbers for {a.Inputs[0]}; it is {values}.");
            return values.All(v => v >= least && v <= Largest) ? values : throw a.Fault($"attribute '{name}' has numbers from {least} to {Largest}; it is {values}.");
        }
    }

    /// <summary>Padding with which the output has the image's size over the stride, rounded up; an odd one goes to the end or the start.</summary>
    private static Ints Same(Attributes a, Ints kernel, Ints strides, Ints dilations, bool isUpper)
    {
        a.Ignore("pads");
        var rank = kernel.Count;
        var pads = new int[2 * rank];
        for (var axis = 0; axis < rank; axis++)
        {
            var size = a.Inputs[0]!.Shape[axis + 2].Size;
            var count = (size + strides[axis] - 1L) / strides[axis];
            var total = Math.Max(0, ((count - 1) * strides[axis]) + ((kernel[axis] - 1L) * dilations[axis]) + 1 - size);
            if (total > Largest) throw a.Fault($"a window of {kernel} with dilations {dilations} needs a padding of {total}; at most {Largest} is read.");
            var least = (int)total / 2;
            (pads[axis], pads[axis + rank]) = isUpper ? (least, (int)total - least) : ((int)total - least, least);
        }

        return Ints.From(pads);
    }
}
