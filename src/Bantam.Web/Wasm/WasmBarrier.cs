namespace Bantam.Web.Wasm;

/// <summary>
/// Lets the threads of a plan wait for each other. Two integers at the start of memory: how many have arrived, and how many rounds
/// are over. Waiting spins first, since the next thread is microseconds away, and sleeps if it is not.
/// </summary>
internal static class WasmBarrier
{
    private const int Arrived = 0;
    private const int Round = 4;
    private const int Spins = 5000;
    private const int Notify = 0x00, Wait32 = 0x01, Load = 0x10, Store = 0x17, Add32 = 0x1e;

    // The parameter and the locals of the function.
    private const int Threads = 0, Mine = 1, Spun = 2;

    /// <summary>Adds the function <c>(threads)</c>, which returns when all threads have called it, and returns its index.</summary>
    public static int Add(WasmModule module)
    {
        var body = new WasmBytes();
        Get(Threads).Byte(Op.I32Const).Signed(2).Byte(Op.I32LtS).Byte(Op.If).Byte(Op.NoResult).Byte(Op.Return).Byte(Op.End);
        At(0);
        Atomic(Load, Round).Byte(Op.LocalSet).Unsigned(Mine);

        // The last one to arrive starts the next round.
        At(0).Byte(Op.I32Const).Signed(1);
        Atomic(Add32, Arrived).Byte(Op.I32Const).Signed(1).Byte(Op.I32Add);
        Get(Threads).Byte(Op.I32Eq).Byte(Op.If).Byte(Op.NoResult);
        At(0).Byte(Op.I32Const).Signed(0);
        Atomic(Store, Arrived);
        At(0);
        Get(Mine).Byte(Op.I32Const).Signed(1).Byte(Op.I32Add);
        Atomic(Store, Round);
        At(0).Byte(Op.I32Const).Signed(-1);
        Atomic(Notify, Round).Byte(Op.Drop).Byte(Op.Return).Byte(Op.End);

        body.Byte(Op.Loop).Byte(Op.NoResult);
        At(0);
        Atomic(Load, Round);
        Get(Mine).Byte(Op.I32Ne).Byte(Op.If).Byte(Op.NoResult).Byte(Op.Return).Byte(Op.End);
        Get(Spun).Byte(Op.I32Const).Signed(1).Byte(Op.I32Add).Byte(Op.LocalTee).Unsigned(Spun);
        body.Byte(Op.I32Const).Signed(Spins).Byte(Op.I32LtS).Byte(Op.BranchIf).Unsigned(0);
        At(0);
        Get(Mine).Byte(Op.I64Const).Signed(-1);
        Atomic(Wait32, Round).Byte(Op.Drop).Byte(Op.Branch).Unsigned(0).Byte(Op.End);
        return module.Add([WasmType.I32], null, [WasmType.I32, WasmType.I32], body);

        WasmBytes Get(int local) => body.Byte(Op.LocalGet).Unsigned(local);

        WasmBytes At(int address) => body.Byte(Op.I32Const).Signed(address);

        WasmBytes Atomic(int code, int offset) => body.Byte(Op.Atomic).Unsigned(code).Unsigned(2).Unsigned(offset);
    }
}
