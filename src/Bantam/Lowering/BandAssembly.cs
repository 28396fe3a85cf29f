using Bantam.Graphs;
using Bantam.Plans;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>Fills places into the calls of bands. What lies between the calls gets scratch memory for as long as a band needs it.</summary>
internal static class BandAssembly
{
    /// <summary>The statement, and the bytes of scratch that a thread needs for it.</summary>
    /// <param name="bands">What is done.</param>
    /// <param name="find">Where the tensors around lie.</param>
    /// <param name="names">The sizes.</param>
    public static (Bands Statement, long ScratchBytes) Assemble(
        LoweredBands bands, Func<Value, Placement> find, IReadOnlyDictionary<string, int> names)
    {
        var memory = new MemoryPlanner();
        var uses = bands.Calls.SelectMany((call, i) => call.Buffers.Where(bands.IsScratch).Select(value => (Value: value, Call: i)));
        foreach (var use in uses.GroupBy(u => u.Value, u => u.Call)) memory.Add(use.Key, use.Key.Type.Bytes, use.Min(), use.Max());
        for (var i = 0; i < bands.Calls.Count; i++)
            foreach (var (output, input) in bands.Calls[i].InPlace)
                if (bands.Calls[i].Buffers.Count(buffer => buffer == input) == 1)
                    memory.TryShare(output, input, i);
        memory.Place();
        KernelCall[] calls = [.. bands.Calls.Select(call => call.Bind(names, PlaceOf))];
        return (new Bands(bands.Axes, calls, bands.Label), memory.Bytes);

        Placement PlaceOf(Value value)
        {
            if (memory.Find(value) is { } scratch) return scratch with { Region = Region.Scratch };
            if (!bands.Places.TryGetValue(value, out var band)) return find(value);
            long size = value.Type.Element.Size();
            var length = Views.Extent(band.Shape, band.Strides).Size * size;
            return find(band.Outside) with { Length = length, BandSteps = [.. band.Steps.Select(step => step * size)] };
        }
    }
}
