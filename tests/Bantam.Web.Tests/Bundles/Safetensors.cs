using System.Buffers.Binary;
using System.Text.Json;

namespace Bantam.Web.Tests.Bundles;

/// <summary>Reads what a page saved.</summary>
internal static class Safetensors
{
    public static Dictionary<string, byte[]> Read(byte[] file)
    {
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        using var header = JsonDocument.Parse(file.AsMemory(8, length));
        return header.RootElement.EnumerateObject().Where(p => p.Name != "__metadata__").ToDictionary(p => p.Name, p =>
        {
            var offsets = p.Value.GetProperty("data_offsets").EnumerateArray().Select(o => o.GetInt32()).ToArray();
            return file[(8 + length + offsets[0])..(8 + length + offsets[1])];
        });
    }
}
