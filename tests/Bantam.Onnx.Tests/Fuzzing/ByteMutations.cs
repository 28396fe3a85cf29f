namespace Bantam.Onnx.Tests.Fuzzing;

/// <summary>Damages a file as transport does: without knowing what is in it.</summary>
internal static class ByteMutations
{
    private const int Head = 20_000;

    /// <summary>
    /// Bits flipped, bytes set to telling values, pieces cut out, doubled or moved; mostly in the small messages, not in the weights.
    /// </summary>
    public static byte[] Apply(byte[] file, Random random)
    {
        var bytes = file.ToList();
        var times = random.Next(1, 5);
        for (var i = 0; i < times && bytes.Count > 8; i++)
        {
            var at = random.Next(4) == 0 ? random.Next(bytes.Count) : random.Next(Math.Min(bytes.Count, Head));
            var length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = ((byte[])[0, 1, 127, 128, 254, 255])[random.Next(6)]; break;
                case 2: bytes.RemoveRange(at, length); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 4: bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length)); break;
                default: bytes.InsertRange(at, [255, 255, 255, 255, 15]); break;
            }
        }

        return random.Next(20) == 0 ? [.. bytes.Take(random.Next(bytes.Count))] : [.. bytes];
    }
}
