using System.Text;

namespace Bantam.Cli.Tests;

/// <summary>Writes small ONNX files by hand, also such as Bantam would not write.</summary>
internal static class OnnxBytes
{
    /// <summary>A model of one input 'x' and one output, the last node's, both Float[1,4], whose nodes form a chain.</summary>
    /// <param name="nodes">Name and operator of each node.</param>
    public static byte[] Chain(params (string Name, string Operator)[] nodes)
    {
        var graph = new List<byte>();
        for (var i = 0; i < nodes.Length; i++)
        {
            graph.AddRange(
                Message(
                1, [.. Text(1, i == 0 ? "x" : $"v{i}"), .. Text(2, $"v{i + 1}"), .. Text(3, nodes[i].Name),
                .. Text(4, nodes[i].Operator)]));
        }

        graph.AddRange(Text(2, "main"));
        graph.AddRange(Message(11, Vector("x")));
        graph.AddRange(Message(12, Vector($"v{nodes.Length}")));
        return [.. Number(1, 13), .. Message(7, [.. graph]), .. Message(8, Number(2, 26))];
    }

    private static byte[] Vector(string name) =>
        [.. Text(1, name), .. Message(
            2, Message(1, [.. Number(1, 1), .. Message(2, [.. Message(1, Number(1, 1)), .. Message(1, Number(1, 4))])]))];

    private static byte[] Text(int field, string text) => Message(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Message(int field, byte[] bytes) => [.. Varint((field << 3) | 2), .. Varint(bytes.Length), .. bytes];

    private static byte[] Number(int field, int value) => [.. Varint(field << 3), .. Varint(value)];

    private static IEnumerable<byte> Varint(int value)
    {
        for (; value > 127; value >>= 7) yield return (byte)(value | 128);
        yield return (byte)value;
    }
}
