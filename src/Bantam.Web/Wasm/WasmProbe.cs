namespace Bantam.Web.Wasm;

/// <summary>
/// Asks the browser how <c>relaxed_madd</c> rounds, which the standard leaves open. Only where it rounds once does a module of
/// the relaxed level compute the bits of the other fused targets.
/// </summary>
internal static class WasmProbe
{
    /// <summary>The exported function's name.</summary>
    public const string Name = "fused";

    /// <summary>Adds and exports the function, which returns 1 if a multiply-add rounds once and 0 if it rounds twice.</summary>
    public static void Add(WasmModule module)
    {
        // (1 + 2⁻¹²)² − (1 + 2⁻¹¹) is 2⁻²⁴. A product that is rounded by itself has lost it.
        const float factor = 1 + (1 / 4096f);
        const float rest = -(1 + (1 / 2048f));
        var body = new WasmBytes();
        foreach (var operand in (float[])[factor, factor, rest])
            body.Byte(Op.F32Const).Float(operand).Byte(Op.Simd).Unsigned(Simd.F32x4Splat);
        body.Byte(Op.Simd).Unsigned(Simd.RelaxedMadd).Byte(Op.Simd).Unsigned(Simd.F32x4Extract).Byte(0);
        body.Byte(Op.F32Const).Float(0).Byte(Op.F32Ne);
        module.Export(Name, module.Add([], WasmType.I32, [], body));
    }
}
