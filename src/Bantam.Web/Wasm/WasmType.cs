namespace Bantam.Web.Wasm;

/// <summary>Value types of WebAssembly, by their code in the binary format.</summary>
internal enum WasmType : byte
{
    I32 = 0x7f,
    F32 = 0x7d,
    V128 = 0x7b,
}
