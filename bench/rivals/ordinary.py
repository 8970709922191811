"""The page that most people would write over this workbook: read once, a table, a chart."""

import os

import altair as alt
import pandas as pd
import streamlit as st


@st.cache_data(ttl=60)
def read(path: str) -> pd.DataFrame:
    table = pd.read_excel(path, sheet_name="Thẩm định", header=2)
    scores = table[table["STT"].notna()].set_index("Mã").drop(columns=["STT", "Tên tiêu chí", "Điểm tối đa", "Ghi chú"])
    return scores.apply(pd.to_numeric, errors="coerce")


st.set_page_config(page_title="Bảng điểm", layout="wide")
st.title("Bảng điểm thi đua")
scores = read(os.environ["BENCH_WORKBOOK"])
ranking = scores.sum().sort_values(ascending=False).rename_axis("Đơn vị").reset_index(name="Tổng điểm")
best = ranking.iloc[0]
st.metric("Dẫn đầu", best["Đơn vị"], f"{best['Tổng điểm']:.2f}")
st.altair_chart(alt.Chart(ranking).mark_bar().encode(x="Tổng điểm", y=alt.Y("Đơn vị", sort="-x")))
st.dataframe(ranking)
st.dataframe(scores)
